import { fateSentence } from "../results/fate-words.ts";
import type { Assertion, Observation, PlannedCase } from "../results/schema.ts";
import { type Accepts, acceptedAs, inWords } from "../strategies/accepted-as.ts";
import { isProblem, isUnseen, type Problem } from "../strategies/rules.ts";
import { judgePlacement } from "./placement.ts";

/** What is checked of every container without being asked, whatever the claim is; see DESIGN.md, section 2, `broken`. */
export function checksOf(
  observation: Observation,
  accepts: Accepts,
  place: PlannedCase["place"],
): Assertion[] {
  return [
    ended(observation),
    wired(observation, accepts),
    placed(observation, place),
    nothingLeft(observation),
  ];
}

/** The same of what was executed in a container: how it is wired no strategy says, and it is nowhere PID 1. */
export function checksOfExecuted(observation: Observation): Assertion[] {
  return [ended(observation, "what was executed ends, and whoever waits for it"), nothingLeft(observation)];
}

/** A check by its name, which is what is required. @param seen what was seen instead, in words; null where it holds */
export function check(name: string, seen: string | Problem | null): Assertion {
  const detail = seen === null ? null : typeof seen === "string" ? { observed: seen } : { ...seen };
  return { ok: seen === null, of: "case", name, skip: null, detail };
}

/** A check that could not be made, and why. */
function unchecked(name: string, skip: string): Assertion {
  return { ok: true, of: "case", name, skip, detail: null };
}

function ended({ fate }: Observation, name = "PID 1 ends, and the runtime after it"): Assertion {
  const hung = [fate.actual, fate.reported].find(({ kind }) => kind === "hang");
  return check(name, hung ? fateSentence(hung) : null);
}

function wired({ wiring }: Observation, accepts: Accepts): Assertion {
  const name = "fds 0–2 are wired as the strategy says";
  if (!wiring) return unchecked(name, "PID 1's descriptors could not be seen");
  const accepted = acceptedAs(wiring, accepts);
  if ("problems" in accepted) return check(name, inWords(accepted.problems));
  // What could be judged holds. Where nothing could, nothing was checked.
  const isChecked = accepted.unseen.length < accepted.rules;
  return isChecked ? check(name, null) : unchecked(name, accepted.unseen.join("; "));
}

/** Whether the workload is where the case says: without a PID namespace of its own, PID 1 is none. */
function placed({ placement }: Observation, place: PlannedCase["place"]): Assertion {
  const name = "the workload is where the case says";
  const judgement = judgePlacement(placement ?? null, place);
  if (isUnseen(judgement)) return unchecked(name, judgement.unseen);
  return check(name, isProblem(judgement) ? judgement : null);
}

export const NOTHING_LEFT = "nothing may be left behind";

function nothingLeft({ leftovers }: Observation): Assertion {
  return check(NOTHING_LEFT, leftovers.length > 0 ? `left behind: ${leftovers.join(", ")}` : null);
}
