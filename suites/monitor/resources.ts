import type { Container, Declare } from "../../lib/suite.ts";

/** What an engine opens once and keeps is there after these. */
const WARM_UP = 2;
const TIMES = 8;
const NOTHING_GROWS = "what each takes of the engine is given back";

/** Descriptors, threads, helpers and FIFOs of who stands between, before and after. */
export function holding(test: Declare): void {
  test(
    "resources/execs",
    {
      claim: `After ${TIMES} executed programs a container's monitor holds no more descriptors, threads, processes and FIFOs than before`,
      level: "MUST",
      cites: [
        "containerd#4509: containers with health checks, an exec each few seconds, fill what their shim has and stop answering",
        "common sense: what has ended holds nothing",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["monitor", "exec"],
      seconds: 60,
      program: "actor",
      workload: "actor",
      acceptable: `Less than one more of a kind for each program, after ${WARM_UP} to warm up: engines keep what they use again.`,
      byHand: [
        `count /proc/MONITOR/fd and /proc/MONITOR/task, and the monitor's other children, after ${WARM_UP} execs`,
        `execute ${TIMES} programs more, one after the other, and count again`,
      ],
    },
    async (t, { start, fact, harm }) => {
      const pid1 = await start();
      for (let n = 0; n < WARM_UP; n++) await executed(pid1);
      const before = pid1.between.look("monitor");
      for (let n = 0; n < TIMES; n++) await executed(pid1);
      const words = await pid1.between.grown("monitor", before, TIMES);
      fact("its monitor", words.length > 0 ? "grows with each exec" : "does not grow");
      if (words.length > 0) harm("leaked", words.length, words.join(", "));
      if (before.length === 0) t.ok(true, NOTHING_GROWS, { skip: "the monitor cannot be seen" });
      else t.ok(words.length === 0, NOTHING_GROWS, seen(words));
      await pid1.end();
    },
  );

  test(
    "resources/runs",
    {
      claim: `After ${TIMES} containers, each with an executed program, the engine's daemons hold no more descriptors, threads, processes and FIFOs than before`,
      level: "MUST",
      cites: [
        "containerd#8381: shims whose containers have ended stay and add up",
        "common sense: what has ended holds nothing",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["daemon", "exec"],
      owns: ["daemon"],
      seconds: 120,
      program: "actor",
      workload: "actor",
      acceptable: `Less than one more of a kind for each container, after ${WARM_UP} to warm up. Ended containers that nobody has removed may take room on the disk.`,
      byHand: [
        `count /proc/DAEMON/fd and /proc/DAEMON/task, and the daemon's children, after ${WARM_UP} containers`,
        `start, execute a program in, and end ${TIMES} containers more, and count again`,
      ],
    },
    async (t, { start, fact, harm }) => {
      const through = async () => {
        const pid1 = await start();
        await executed(pid1);
        await pid1.end();
        return pid1;
      };
      let pid1 = await through();
      for (let n = 1; n < WARM_UP; n++) pid1 = await through();
      const before = pid1.between.look("daemons");
      for (let n = 0; n < TIMES; n++) await through();
      const words = await pid1.between.grown("daemons", before, TIMES);
      fact("the daemon", words.length > 0 ? "grows with each container" : "does not grow");
      if (words.length > 0) harm("leaked", words.length, words.join(", "));
      if (before.length === 0) t.ok(true, NOTHING_GROWS, { skip: "the daemon cannot be seen" });
      else t.ok(words.length === 0, NOTHING_GROWS, seen(words));
    },
  );
}

async function executed(pid1: Container): Promise<void> {
  const program = await pid1.exec();
  await program.end();
}

function seen(words: readonly string[]) {
  return words.length === 0 ? {} : { observed: words.join(", "), at: null, stack: "" };
}
