import { type Container, type Declare, endsBy, reports } from "../../lib/suite.ts";

const CODE = 7;

const cites = [
  "moby#32640: a container whose stdout is /dev/null by its own doing cannot be killed any more",
  "daemon(3) and many a daemon: they put /dev/null on their fds 0–2 and go on",
];

/** PID 1 lets go of the pipes that its monitor reads. */
export function giving(test: Declare): void {
  const shared = {
    level: "MUST",
    cites,
    strategies: ["shim-pipe", "fifo", "pty"],
    filesystems: ["local"],
    fault: "PID 1 gives its streams up",
    program: "actor",
    workload: "actor",
  } as const;
  const byHand = ["have PID 1 close its fds 1 and 2, and open /dev/null twice in their place"];

  test(
    "streams-given-up/exits",
    {
      ...shared,
      claim: "A PID 1 that has put /dev/null on its fds 1 and 2 goes on, and its end is reported",
      byHand: [...byHand, `have it exit with ${CODE}, and read the status`],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await givesUp(pid1);
      t.ok(!(await pid1.isEnded("terminal")), "it goes on");
      const observed = await pid1.end(CODE);
      endsBy(t, observed, { kind: "exit", code: CODE });
      reports(t, observed, { kind: "exit", code: CODE });
    },
  );

  test(
    "streams-given-up/killed",
    {
      ...shared,
      claim: "A PID 1 that has put /dev/null on its fds 1 and 2 can be killed, and its end is reported",
      meant: [{ kind: "signal", signal: "SIGKILL" }],
      byHand: [...byHand, "kill -KILL it, and read the status"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await givesUp(pid1);
      t.ok(!(await pid1.isEnded("terminal")), "it goes on");
      await pid1.signal("SIGKILL");
      const observed = await pid1.ended();
      endsBy(t, observed, { kind: "signal", signal: "SIGKILL" });
      reports(t, observed, { kind: "signal", signal: "SIGKILL" });
    },
  );
}

/** The lowest free descriptor is the next one's: open(2). Of one that somebody ends meanwhile the claim says so. */
async function givesUp(pid1: Container): Promise<void> {
  for (const fd of [1, 2]) {
    if (!(await isDone(pid1, { do: "close", fd }))) return;
    if (!(await isDone(pid1, { do: "open", path: "/dev/null", how: "write" }, fd))) return;
  }
}

/** False where it has ended. */
async function isDone(
  pid1: Container,
  step: Parameters<Container["do"]>[0],
  value?: number,
): Promise<boolean> {
  const answer = await pid1.do(step);
  if ("why" in answer && (await pid1.isEnded("terminal"))) return false;
  if ("errno" in answer && answer.errno === 0 && (value === undefined || answer.value === value)) return true;
  throw new Error(`the workload has not given its streams up: ${JSON.stringify(answer)}`);
}
