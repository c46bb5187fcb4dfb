import { standingOf, type Trial, whyWorse, worseTries } from "./bisect.ts";
import { triesFor } from "./chance.ts";

/** What a revision is to git bisect, and in one line, why. */
export interface Word {
  readonly code: 0 | 1 | 125;
  readonly line: string;
  /** What is good to know beside it, a sentence each. */
  readonly notes: readonly string[];
}

const SHOWN = 5;

/** @param trials by the name of their case */
export function wordOn(trials: ReadonlyMap<string, Trial>): Word {
  const of = (wanted: string) => [...trials].filter(([, trial]) => standingOf(trial) === wanted);
  const [worse, unjudged] = [of("worse"), of("unjudged")];
  if (worse.length > 0) {
    const line = `bad: ${cases(worse.length)} worse: ${list(worse, whyWorse)}`;
    return { code: 1, line, notes: worse.flatMap(flickerNote).slice(0, 1) };
  }
  if (unjudged.length > 0) {
    const line = `skip: ${cases(unjudged.length)} cannot be judged: ${list(unjudged, reasonOf)}`;
    return { code: 125, line, notes: [] };
  }
  if (trials.size === 0) return skipped("none of the baseline's cases can run with this revision");
  return { code: 0, line: `good: ${cases(trials.size)} as good as the baseline`, notes: accidents(trials) };
}

/** Of a revision of which nothing can be said. */
export function skipped(why: string): Word {
  return { code: 125, line: `skip: ${why}`, notes: [] };
}

/** A revision that came out well by chance would lead git astray. */
function flickerNote([name, { before, tries, wanted }]: [string, Trial]): string[] {
  const { times, worse } = worseTries(before, tries);
  const needed = triesFor(worse / (times + 1));
  if (worse === times || wanted >= needed) return [];
  return [
    `${name} is worse in ${worse} of ${times} tries: a revision that has this may come out well by chance; bisect with --repeat ${needed}, or with --bad RUN`,
  ];
}

function accidents(trials: ReadonlyMap<string, Trial>): string[] {
  return [...trials].flatMap(([name, { before, tries }]) => {
    const { times, worse } = worseTries(before, tries);
    return worse === 0 ? [] : [`${name} was worse in ${worse} of ${times} tries, which chance explains`];
  });
}

function reasonOf({ tries }: Trial): string {
  const last = tries.at(-1);
  return `${last?.verdict}: ${last?.reason ?? "no reason given"}`;
}

function list(trials: readonly [string, Trial][], words: (trial: Trial) => string): string {
  const shown = trials.slice(0, SHOWN).map(([name, trial]) => `${name} (${words(trial)})`);
  const more = trials.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function cases(n: number): string {
  return n === 1 ? "1 case" : `${n} cases`;
}
