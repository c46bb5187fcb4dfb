import { join } from "node:path";
import { DeadlineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { Teardown } from "../host/teardown.ts";
import { programs } from "../images/programs.ts";
import type { CaseLog } from "../log/case-log.ts";
import { fateWords } from "../results/fate-words.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import { plannedFor } from "./case.ts";
import type { Setting } from "./setting.ts";
import { openContainer } from "./start.ts";

/** What the repetitions of one case may take in all, after the least of them: they find what happens now and then, and a case is to be short. */
const BUDGET = 6_000;

/**
 * Starts the actor so that it ends at once, without a word, again and again (need `instant`).
 * @param log all of them have it
 * @returns what the runtime reported each time, in words; the last is another than `exit CODE` where one was
 */
export async function instantly(
  setting: Setting,
  log: CaseLog,
  code: number,
  { least, most }: { least: number; most: number },
): Promise<string[]> {
  const reported: string[] = [];
  const until = performance.now() + BUDGET;
  while (reported.length < least || (reported.length < most && performance.now() < until)) {
    const word = await once(setting, log, code, reported.length);
    reported.push(word);
    if (word !== `exit ${code}`) break;
  }
  return reported;
}

async function once(setting: Setting, log: CaseLog, code: number, number: number): Promise<string> {
  const teardown = new Teardown();
  const told = await reportedOf({ ...setting, teardown }, log, code, `instant-${number}`).catch(
    (error: Error) => error,
  );
  const [problem] = await teardown.run();
  if (told instanceof Error) throw told;
  if (problem) throw new Error(problem);
  return told;
}

async function reportedOf(setting: Setting, log: CaseLog, code: number, name: string): Promise<string> {
  const { one, stage, teardown } = setting;
  const path = join(stage.directory, `${setting.name}-${name}`);
  const { stdio, spec } = await openContainer(setting, name, path, log);
  const args = programs[one.image.program].words(one.test.workload, ["exit", String(code)]);
  try {
    const running = await plannedFor(one).launch({ ...spec, args }, stdio, stage.interrupted);
    teardown.add("end the container", () => running.kill());
    const fate = await within(running.exited, deadline("start of PID 1"), "the end of an instant");
    await running.leftovers?.(); // Of a detached container somebody must say that it is not needed any more.
    return fateWords(fate);
  } catch (error) {
    if (error instanceof StartFailed) return `no start: ${error.message}`;
    if (error instanceof DeadlineError) return "nothing: it did not end";
    throw error;
  }
}
