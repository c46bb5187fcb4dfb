import "../fixtures/plain-children.ts";
import { readdirSync, readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { identify, isAlive, signalProcess } from "../../lib/host/process.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import { fifo } from "../../lib/strategies/fifo.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

t.test("a server of stalefs that dies in mid-case is an error", needs("root", "fuse"), async (t) => {
  const result = await caseWhose(t, { filesystem: stalefs, strategy: directFile }, (directory) =>
    pidsOf((words) => words.includes("stalefs.js") && words.includes(directory)),
  );
  t.match(result, {
    verdict: "error",
    reason: "the suite's own file system, stalefs, has ended by itself, with SIGKILL",
  });
});

for (const strategy of [shimPipe, fifo]) {
  t.test(`a reader that dies in mid-case is an error: ${strategy.name}`, needs("root"), async (t) => {
    const result = await caseWhose(t, { strategy }, (directory) =>
      pidsOf((words) => words.includes("fd012-shim") && words.includes(directory)),
    );
    t.match(result, {
      verdict: "error",
      reason: "who reads PID 1's output for the suite has ended by itself, with SIGKILL",
    });
  });
}

/** One that loses a part of the suite's own while PID 1 waits. */
async function caseWhose(
  t: Test,
  over: Parameters<typeof oneCase>[1],
  part: (directory: string) => number[],
) {
  const stage = await stageOf(t);
  const one = oneCase(async (t, { start }) => {
    const pid1 = await start();
    const [pid = 0, ...more] = part(stage.directory);
    t.ok(pid > 0 && more.length === 0, "there is one such process");
    const found = identify(pid);
    signalProcess(found, "SIGKILL");
    while (found && isAlive(found)) await new Promise((resolve) => setImmediate(resolve));
    await pid1.proceed();
  }, over);
  return runCase(one, stage, "case");
}

function pidsOf(isIt: (words: string) => boolean): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      try {
        return isIt(readFileSync(`/proc/${pid}/cmdline`, "latin1"));
      } catch {
        return false; // It is no process, or gone.
      }
    });
}
