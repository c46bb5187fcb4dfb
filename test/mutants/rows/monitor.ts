import { forgetsTheStatus } from "../forgets-the-status.ts";
import type { Row } from "./row.ts";

const GIVEN_BACK = "what each takes of the engine is given back";

export const monitor: readonly Row[] = [
  {
    mutant: "leaves-a-helper-at-exec",
    of: "containerd",
    claims: ["monitor/resources/execs"],
    strategy: "shim-pipe",
    seen: { own: [GIVEN_BACK], words: /^containerd-shim \d+ has 8 processes more than before/ },
  },
  {
    mutant: "leaves-a-helper-of-the-daemon",
    of: "containerd",
    claims: ["monitor/resources/runs"],
    strategy: "shim-pipe",
    seen: { own: [GIVEN_BACK], words: /^containerd \d+ has 8 processes more than before/ },
  },
  {
    mutant: "forgets-the-status",
    driver: forgetsTheStatus,
    of: "containerd",
    claims: ["monitor/status-after/monitor-killed"],
    strategy: "shim-pipe",
    seen: { own: ["none is told to who asks afterwards"] },
  },
  {
    mutant: "forgets-the-status",
    driver: forgetsTheStatus,
    of: "containerd",
    claims: ["monitor/status-after/daemon-restarted"],
    strategy: "shim-pipe",
    seen: { own: ["no success is told to who asks after the restart"] },
  },
  {
    mutant: "forgets-the-status",
    driver: forgetsTheStatus,
    of: "docker",
    claims: ["monitor/status-after/both-killed"],
    strategy: "shim-pipe",
    seen: { own: ["no success is told to who asks after the restart"] },
  },
  {
    mutant: "ends-who-gives-up",
    claims: ["monitor/streams-given-up/exits"],
    strategy: "shim-pipe",
    seen: { own: ["it goes on", "PID 1 ends by exit 7"] },
  },
  {
    mutant: "ends-who-gives-up",
    claims: ["monitor/streams-given-up/killed"],
    strategy: "shim-pipe",
    seen: { own: ["it goes on"] },
  },
  {
    mutant: "polls",
    claims: ["monitor/relay-idle/*"],
    strategy: "shim-pipe",
    seen: { harm: "spin" },
  },
];
