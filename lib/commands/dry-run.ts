import { knownWith } from "../additions/known.ts";
import type { Case } from "../case/case.ts";
import { visible } from "../reporters/visible-text.ts";
import { openGround } from "../stage.ts";
import { behalfOf } from "./behalf.ts";
import { interruptible } from "./interrupt.ts";
import { openLastFailed } from "./last-failed.ts";
import { planned } from "./planned.ts";
import type { RunOptions } from "./run-options.ts";
import { say } from "./say.ts";
import { checkNames, select } from "./selection.ts";
import { openSharding } from "./sharding.ts";
import { openTerms } from "./terms.ts";

/**
 * `fd012 run --dry-run`: prints each case with `run`, or with `skip` and the reason, and starts no container. What a case finds out only when it
 * runs cannot be known here.
 * @returns 0, or 4 where nothing would run
 */
export async function dryRun(patterns: readonly string[], options: RunOptions): Promise<number> {
  const known = await knownWith(options);
  await openTerms(options, known); // Finds what is wrong with the files that it names.
  const failed = await openLastFailed(options);
  const sharding = await openSharding(options);
  checkNames(known, patterns, options);
  const interruption = interruptible(); // Else what was made to look at this machine would stay.
  const ground = await openGround(behalfOf(options));
  try {
    const { selection } = await select(known, patterns, options, ground);
    const plan = planned(selection, options, failed);
    const cases = sharding?.take(plan).cases ?? plan;
    process.stdout.write(cases.map(lineOf).join(""));
    if (interruption.signal.aborted) return 130;
    const ready = cases.filter(({ skip }) => skip === null).length;
    say(`dry run: ${ready} of ${cases.length} cases would run, ${cases.length - ready} would be skipped`);
    return ready > 0 ? 0 : 4;
  } finally {
    await ground.clear();
    interruption.release();
  }
}

function lineOf({ plan, skip }: Case): string {
  return skip === null ? `run   ${visible(plan.id)}\n` : `skip  ${visible(plan.id)}  # ${visible(skip)}\n`;
}
