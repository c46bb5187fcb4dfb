import { Teardown } from "../host/teardown.ts";
import { check, checksOf } from "../judge/checks.ts";
import { harmsOf, inOrder } from "../judge/harms.ts";
import { outcomeOf } from "../judge/outcome.ts";
import { verdictOf } from "../judge/verdict.ts";
import type { Assertion, CaseResult, Harm, HarmName } from "../results/schema.ts";
import { StartFailed } from "../runtimes/runtime.ts";
import { wiringWord } from "../strategies/accepted-as.ts";
import { Assertions } from "./assertions.ts";
import type { Case, Stage } from "./case.ts";
import { CaseLife, END_CONTAINER } from "./case-life.ts";
import { toolsOf } from "./tools.ts";

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
  "verdict" | "reason" | "harms" | "outcome" | "assertions" | "observation" | "repro"
>;

const nothing = {
  ...{ harms: [], outcome: null, assertions: [], observation: null, repro: null },
} satisfies Partial<Part>;

async function observe(one: Case, life: CaseLife): Promise<Part> {
  const assertions = new Assertions(one.plan.id);
  const told: Harm[] = [];
  let trouble: unknown = null;
  try {
    await life.prepare();
    await one.test.body(assertions.t, toolsOf(one, life, told));
  } catch (error) {
    trouble = error;
  }
  const own = await assertions.end();
  const seen = { observation: life.observation, repro: life.repro };
  // What goes on for too long is no reason to look no further.
  if (trouble instanceof StartFailed) return { ...seen, ...notStarted(one, trouble, own) };
  const found = { ...seen, ...findings(one, life, told) };
  const all = [...own, ...found.checks];
  const { checks, ...rest } = found;
  const judgement = verdictOf({
    level: one.test.level,
    assertions: all,
    ownFault: trouble === null ? life.ownFault() : sentence(trouble),
    unseen: life.observation || life.refusal ? null : "the claim has not seen how a container ended",
  });
  return { ...rest, ...judgement, assertions: all };
}

/** What every case is looked at for, once its claim has seen what it wants. */
function findings(one: Case, { observation, stdio, refusal }: CaseLife, told: readonly Harm[]) {
  if (refusal) {
    const left = refusal.left.length > 0 ? `left behind: ${refusal.left.join(", ")}` : null;
    return {
      checks: [check("a refusal may leave nothing behind", left)],
      harms: inOrder(told),
      outcome: "start-failed",
    };
  }
  if (!observation || !stdio) return { checks: [], harms: inOrder(told), outcome: null };
  const word = wiringWord(observation.wiring, stdio.accepts) ?? undefined;
  return {
    checks: checksOf(observation, stdio.accepts, one.plan.place),
    harms: inOrder([...harmsOf(one.plan, observation, word !== undefined), ...told]),
    outcome: outcomeOf(observation, word),
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
