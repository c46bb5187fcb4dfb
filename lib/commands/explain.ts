import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AddedFiles, knownWith } from "../additions/known.ts";
import { type ProgramName, programs } from "../images/programs.ts";
import { programOf, testName } from "../matrix.ts";
import { unknownName } from "../nearest-name.ts";
import { packageRoot } from "../package-root.ts";
import type { TestDefinition } from "../suite.ts";

/** `fd012 explain TEST`: a claim in full. */
export async function explain(name: string, added: AddedFiles): Promise<void> {
  const { suites } = await knownWith(added);
  const tests = suites.flatMap((suite) => suite.tests);
  const test = tests.find((one) => testName(one) === name);
  if (!test) throw unknownName("test", name, tests.map(testName));
  process.stdout.write(`${[...claim(test), ...byHand(test), ...outcomes(test)].join("\n")}\n`);
}

function claim(test: TestDefinition): string[] {
  return [
    testName(test),
    `  ${test.claim}.`,
    "",
    test.level === "MUST"
      ? "MUST: a runtime that does otherwise breaks the claim."
      : "SEE: nobody promises anything; what happened is recorded with its harms, and compared.",
    ...(test.acceptable ? [test.acceptable] : []),
    "",
    "Sources",
    ...test.cites.map((cite) => `  ${cite}`),
    "",
    `Runs under ${test.strategies.join(", ")} on ${test.filesystems.join(", ")}`,
    "",
  ];
}

/** What is said to start a workload's file by. */
const START: Record<ProgramName, string> = {
  node: "node",
  npm: "npm with a script that is node",
  init: "an init, such as tini, with what cc makes, with the other sources beside it, of",
  abort: "what cc makes of",
  actor: "what cc makes, with the other sources beside it, of",
};

function byHand(test: TestDefinition): string[] {
  const program = programOf(test);
  const file = programs[program].file(test.workload);
  const source = readFileSync(join(packageRoot, file), "utf8").trimEnd().split("\n");
  const place = {
    pid1: "as PID 1",
    "under-init": "as the child of an init",
    "host-pid-namespace": "in the host's PID namespace",
  };
  const start = `start ${[START[program], file, ...(test.args ?? [])].join(" ")} ${place[test.places?.[0] ?? "pid1"]}, wait until it says "waiting" in /fd012/events`;
  return [
    "By hand",
    ...[start, ...test.byHand].map((step, index) => `  ${index + 1}. ${step}`),
    test.workload === "actor"
      ? '  what it is to do is a file, the first step-0: echo "write stdout 4096 65536" >/fd012/step-0; lib/control/steps.ts has all'
      : '  "let it go on" is: touch /fd012/go',
    "",
    `The workload, ${file}`,
    ...source.map((line) => `  ${line}`.trimEnd()),
    "",
  ];
}

function outcomes(test: TestDefinition): string[] {
  const stale = test.filesystems.includes("stalefs");
  return [
    "Outcomes",
    "  exit N · signal NAME · hang · start-failed   how PID 1 ended, by the kernel's word where it can be had",
    "  reported …     only where the runtime reported something else: the harm false-status",
    ...(stale
      ? ["  stale-abort    node looked at a stale descriptor when it ended, and called abort(3)"]
      : []),
    ...(test.workload === "every-operation"
      ? ["  ERRNO NAME…    operations that were answered by that errno; all others were answered ok"]
      : []),
    "  abort          something else called abort(3)",
    "  lost N         bytes that write(2) acknowledged and the log does not hold; some: the amount is a race",
    "  no log         nothing is meant to be kept",
    "  relayed        PID 1 has pipes of the runtime, which copies; also acceptable",
    ...(test.needs?.includes("exec")
      ? ["  exec-N …       the same of what was executed in the container"]
      : []),
    "  holes N        zeros where nothing was written, as a truncation leaves them before a writer that does not append",
    "  torn, duplicated, reordered N   lines of the log that are not as they were written",
    "  late N         of the bytes acknowledged before the fault, those that had not reached the log by then, though it was waited for",
    "  undelivered N  bytes that the log holds and the runtime's own logs command did not give back",
  ];
}
