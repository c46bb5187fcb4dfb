import {
  type Declare,
  daemonKilled,
  daemonRestarted,
  type Fate,
  monitorKilled,
  seesEnd,
} from "../../lib/suite.ts";

const CODE = 7;
const cites = [
  "moby#45800: of a container whose shim was killed while the daemon was down the daemon says exit 0",
  "containerd#10727 and moby#43491: a shim is killed, and nobody notices that its container has ended, or has not",
  "common sense: who does not know a status does not call it a success",
];

/** What is told of PID 1's end where those who wait for it were killed. */
export function telling(test: Declare): void {
  test(
    "status-after/monitor-killed",
    {
      claim: "Of a PID 1 whose monitor was killed nobody reports a success that it has not had",
      level: "MUST",
      cites,
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["monitor", "asked-status"],
      fault: "the monitor is killed",
      mayLeave: true,
      seconds: 60, // podman looks for conmon's word for 20 s.
      program: "actor",
      workload: "actor",
      acceptable:
        "That the status is unknown, an error, or 128+9 where the engine kills PID 1 too; what is left behind is recorded.",
      byHand: [
        "kill -KILL the parent of PID 1",
        `have it exit with ${CODE}, where it still runs`,
        "ask the engine for its status (docker inspect, podman inspect, ctr tasks delete)",
      ],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      await inflict(monitorKilled);
      const isEnded = await pid1.isEnded();
      const observed = isEnded ? await pid1.ended() : await pid1.end(CODE);
      seesEnd(t, observed);
      const asked = await pid1.status();
      fact("asked again", asked ? word(asked) : "it knows no container");
      t.ok(!isSuccess(observed.fate.reported), "no success is reported", saidOf(observed.fate.reported));
      if (asked) t.ok(!isSuccess(asked), "none is told to who asks afterwards", saidOf(asked));
    },
  );

  const variants = {
    "daemon-restarted": {
      claim:
        "Of a PID 1 that ended while the engine's daemon was down no success is reported that it has not had",
      fault: "the daemon is killed, and started again",
      kills: [daemonKilled],
      byHand: ["kill -KILL the engine's daemon"],
    },
    "both-killed": {
      claim:
        "Of a PID 1 whose monitor was killed while the engine's daemon was down no success is reported that it has not had",
      fault: "daemon and monitor are killed, the daemon is started again",
      kills: [daemonKilled, monitorKilled],
      byHand: ["kill -KILL the engine's daemon", "kill -KILL the parent of PID 1"],
    },
  };
  for (const [name, { claim, fault, kills, byHand }] of Object.entries(variants))
    test(
      `status-after/${name}`,
      {
        claim,
        level: "MUST",
        cites,
        strategies: ["shim-pipe"],
        filesystems: ["local"],
        needs: ["daemon", "monitor", "asked-status"],
        owns: ["daemon"],
        fault,
        mayLeave: true,
        seconds: 60,
        program: "actor",
        workload: "actor",
        acceptable: "That the status is unknown, or an error; what is left behind is recorded.",
        byHand: [
          ...byHand,
          `have PID 1 exit with ${CODE}`,
          "start the daemon again, and ask it for the status (docker inspect, ctr tasks delete)",
        ],
      },
      async (t, { start, inflict, fact }) => {
        const pid1 = await start();
        for (const kill of kills) await inflict(kill);
        const observed = await pid1.end(CODE);
        seesEnd(t, observed);
        await inflict(daemonRestarted);
        const asked = await pid1.status();
        fact("after its restart", asked ? word(asked) : "it knows no container");
        const said = "no success is told to who asks after the restart";
        if (!asked) return void t.ok(true, said, { skip: "it knows nothing of the container any more" });
        t.ok(!isSuccess(asked), said, saidOf(asked));
      },
    );
}

function isSuccess(fate: Fate): boolean {
  return fate.kind === "exit" && fate.code === 0;
}

function word(fate: Fate): string {
  return fate.kind === "exit" ? `exit ${fate.code}` : fate.kind === "signal" ? "a signal" : "unknown";
}

function saidOf(fate: Fate) {
  return isSuccess(fate)
    ? { observed: "exit 0; PID 1 ended otherwise, or was not seen to end", at: null, stack: "" }
    : {};
}
