import { Teardown } from "../host/teardown.ts";
import { check, checksOf, checksOfExecuted, NOTHING_LEFT } from "../judge/checks.ts";
import { harmsOf, inOrder } from "../judge/harms.ts";
import { outcomeOf } from "../judge/outcome.ts";
import { outcomeOfAll } from "../judge/outcome-of-all.ts";
import { verdictOf } from "../judge/verdict.ts";
import type { Assertion, CaseResult, HarmName } from "../results/schema.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import { wiringWord } from "../strategies/accepted-as.ts";
import { Assertions } from "./assertions.ts";
import type { Case, Stage } from "./case.ts";
import { CaseLife, type Observed } from "./case-life.ts";
import { END_CONTAINER } from "./start.ts";
import { type Told, toolsOf } from "./tools.ts";

/** Runs one case to its verdict. Never throws: what goes wrong in the suite itself is the verdict `error`. */
export async function runCase(one: Case, stage: Stage, name: string): Promise<CaseResult> {
  const began = performance.now();
  const done = (part: Part): CaseResult => ({
    ...one.plan,
    ...part,
    milliseconds: Math.round(performance.now() - began),
  });
  if (one.skip !== null) return done({ ...nothing, verdict: "skip", reason: one.skip });
  const teardown = new Teardown();
  const part = await observe(one, new CaseLife(one, stage, teardown, name)).catch(
    (error): Part => ({ ...nothing, verdict: "error", reason: sentence(error) }),
  );
  const problems = await teardown.run();
  if (stage.interrupted.aborted)
    return done({ ...nothing, verdict: "skip", reason: "interrupted before it ended" });
  if (problems.length === 0) return done(part);
  // Of a container that nobody could end all the rest is a consequence, and what was seen of it stands.
  const isUnended = part.verdict === "broken" && problems.some((one) => one.includes(END_CONTAINER));
  const verdict = isUnended ? "broken" : "error";
  return done({ ...part, verdict, reason: [part.reason, ...problems].filter(Boolean).join("; ") });
}

type Part = Pick<
  CaseResult,
  "verdict" | "reason" | "harms" | "outcome" | "assertions" | "observation" | "others" | "repro"
>;

const nothing = {
  ...{ harms: [], outcome: null, assertions: [], observation: null, repro: null },
} satisfies Partial<Part>;

async function observe(one: Case, life: CaseLife): Promise<Part> {
  const claim = new Assertions(one.plan.id);
  const told: Told = { harms: [], facts: [] };
  let trouble: unknown = null;
  try {
    await life.prepare();
    await one.test.body(claim.t, toolsOf(one, life, told));
  } catch (error) {
    trouble = error;
  }
  const own = await claim.end();
  const all = life.observed.map(({ name, observation }) => ({ name, observation }));
  const others = all.filter(({ name }) => name !== "");
  const seen = {
    observation: all.find(({ name }) => name === "")?.observation ?? null,
    ...(others.length > 0 && { others }),
    repro: life.repro,
  };
  // What goes on for too long is no reason to look no further.
  if (trouble instanceof StartFailed) return { ...seen, ...notStarted(one, trouble, own) };
  const found = { ...seen, ...findings(one, life, told) };
  const assertions = [...own, ...found.checks];
  const { checks, ...rest } = found;
  const judgement = verdictOf({
    level: one.test.level,
    assertions,
    ownFault: trouble === null ? life.ownFault() : sentence(trouble),
    unseen: all.length > 0 || life.refusal ? null : "the claim has not seen how a container ended",
  });
  return { ...rest, ...judgement, assertions };
}

/** What every case is looked at for, once its claim has seen what it wants. */
function findings(one: Case, { observed, refusal }: CaseLife, { harms, facts }: Told) {
  if (refusal) {
    const left = refusal.left.length > 0 ? `left behind: ${refusal.left.join(", ")}` : null;
    return {
      checks: [check("a refusal may leave nothing behind", left)],
      harms: inOrder(harms),
      outcome: ["start-failed", ...facts].join(" · "),
    };
  }
  const seen = observed.map((each) => seenOf(one, each));
  return {
    checks: seen.flatMap(({ checks }) => checks),
    harms: inOrder([...seen.flatMap((each) => each.harms), ...harms]),
    outcome: seen.length > 0 ? [...outcomeOfAll(seen), ...facts].join(" · ") : null,
  };
}

/** What one container shows; what was executed in one stands in the outcome under its name. */
function seenOf({ plan, test }: Case, { name, observation, stdio, meant }: Observed) {
  const isExecuted = name.startsWith("exec-");
  const word = isExecuted ? undefined : (wiringWord(observation.wiring, stdio.accepts) ?? undefined);
  const isRace = word !== undefined || test.log?.lossyBuffer !== undefined;
  const outcome = outcomeOf(observation, word, isRace);
  const checks = isExecuted
    ? checksOfExecuted(observation)
    : checksOf(observation, stdio.accepts, plan.place);
  return {
    checks: checks.filter(({ name }) => !(test.mayLeave && name === NOTHING_LEFT)),
    harms: harmsOf({ meant }, observation, isRace),
    ...{ name, outcome },
  };
}

function notStarted(one: Case, failure: StartFailed, own: readonly Assertion[]) {
  const said = failure.said.trim();
  const left = failure.left.length > 0 ? `; left behind: ${failure.left.join(", ")}` : "";
  const text = failure.message + left + (said ? `; it said: ${said}` : "");
  const started = check("the container starts, and PID 1 comes to the point where the fault is made", text);
  const assertions = [...own, started];
  const { verdict, reason } = verdictOf({ level: one.test.level, assertions, ownFault: null, unseen: null });
  const harm: HarmName = failure.hangs ? "hang" : failure.died ? "died" : "refused";
  return { verdict, reason, assertions, harms: [{ harm, amount: 1, text }], outcome: "start-failed" };
}

function sentence(trouble: unknown): string {
  return trouble instanceof Error ? trouble.message : String(trouble);
}
