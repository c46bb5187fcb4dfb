import { type ProgramName, programs } from "../../images/programs.ts";
import { programOf } from "../../matrix.ts";
import { recipeOf } from "../../suite/recipe.ts";
import type { TestDefinition } from "../../suite.ts";

/** What PID 1 is, by the file of its workload. */
const PROGRAM: Record<ProgramName, string> = {
  node: "node",
  npm: "npm with a script that runs node with",
  init: "an init, such as tini, and below it what cc makes, with the other sources beside it, of",
  abort: "what cc makes of",
  actor: "what cc makes, with the other sources beside it, of",
};

const PLACES = {
  pid1: "PID 1",
  "under-init": "the child of an init",
  "host-pid-namespace": "a process in the host's PID namespace",
};

/** The steps in the order in which they are done: nothing that concerns the start comes after it. */
export function recipeSteps(test: TestDefinition): string[] {
  const { before, start, after } = recipeOf(test.byHand);
  return [...before, ...starting(test, start), ...after];
}

// A program that is not there says nothing, and is not waited for.
function starting(test: TestDefinition, start: string | null): string[] {
  const isStarted = test.entrypoint === undefined && test.rootfs !== "no-program";
  if (!isStarted) return [start ?? `start ${(test.entrypoint ?? []).join(" ")} as PID 1`];
  const file = programs[programOf(test)].file(test.workload);
  const what = [PROGRAM[programOf(test)], file, ...(test.args ?? [])].join(" ");
  const place = PLACES[test.places?.[0] ?? "pid1"];
  return [
    start === null ? `start the runtime with ${what} as ${place}` : `${start}; ${place} is ${what}`,
    'wait until it writes "waiting" to /fd012/events',
  ];
}

export function recipeNotes(test: TestDefinition): string {
  return test.workload === "actor"
    ? 'What the actor is to do is a file, the first /fd012/step-0: echo "write stdout 4096 65536" >/fd012/step-0. lib/control/steps.ts lists all steps.'
    : '"let it go on" means: touch /fd012/go';
}
