import { changeOf } from "../../lib/compare/change.ts";
import { failureSentence } from "../../lib/judge/failure-sentence.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import type { Seen } from "./rows/row.ts";

/**
 * Why a claim has missed a mutant, a sentence each: what was to be seen of it was not seen, or of the honest runtime too, or a gate would let it
 * pass. Empty where it has caught it.
 */
export function missed(seen: Seen, honest: CaseResult, mutant: CaseResult): string[] {
  const { change } = changeOf([honest], [mutant]);
  return [
    ...(["held", "recorded"].includes(honest.verdict)
      ? []
      : [`the honest runtime is ${honest.verdict}: ${honest.reason}`]),
    ...("outcome" in seen
      ? otherwise(seen.outcome, change, honest, mutant)
      : [
          ...(change === "worse"
            ? []
            : [`a gate calls it ${change}: ${mutant.outcome}, ${mutant.reason ?? "no reason"}`]),
          ...("harm" in seen ? unharmed(seen.harm, honest, mutant) : unbroken(seen, mutant)),
        ]),
  ];
}

/** What it was caught by, in a few words. */
export function means(seen: Seen): string {
  if ("own" in seen) return "its own assertions";
  if ("check" in seen) return `the check that ${seen.check}`;
  return "harm" in seen ? `the harm ${seen.harm}` : "its outcome";
}

function otherwise(pattern: RegExp, change: string, honest: CaseResult, mutant: CaseResult): string[] {
  const isTold = ["worse", "different"].includes(change);
  return [
    ...(isTold ? [] : [`a comparison calls it ${change}`]),
    ...(pattern.test(mutant.outcome ?? "") ? [] : [`its outcome is ${mutant.outcome}, not ${pattern}`]),
    ...(pattern.test(honest.outcome ?? "") ? [`the honest runtime's is ${honest.outcome} too`] : []),
  ];
}

function unharmed(name: string, honest: CaseResult, mutant: CaseResult): string[] {
  const has = ({ harms }: CaseResult) => harms.some(({ harm }) => harm === name);
  return [
    ...(has(mutant) ? [] : [`it has no harm ${name}: ${mutant.outcome}`]),
    ...(has(honest) ? [`the honest runtime has the harm ${name} too`] : []),
  ];
}

/** It is broken by just these assertions, and by no other of their kind. */
function unbroken(seen: Extract<Seen, { own: unknown } | { check: unknown }>, mutant: CaseResult): string[] {
  if (mutant.verdict !== "broken") return [`it is ${mutant.verdict}: ${mutant.outcome}, ${mutant.reason}`];
  const isOwn = "own" in seen;
  const wanted = isOwn ? seen.own : [seen.check];
  const found = mutant.assertions.filter(
    ({ ok, of, name }) => !ok && (isOwn ? of === "claim" : name === seen.check),
  );
  const names = found.map(({ name }) => name);
  const isThem =
    names.length === wanted.length &&
    wanted.every((one, at) => (typeof one === "string" ? one === names[at] : one.test(names[at] ?? "")));
  const words = isOwn ? found.map(failureSentence).join("; ") : String(found[0]?.detail?.observed);
  return [
    ...(isThem ? [] : [`it is broken by ${names.join(", ") || mutant.reason}, not by ${wanted.join(", ")}`]),
    ...(seen.words && !seen.words.test(words) ? [`what was said is ${words}, not ${seen.words}`] : []),
  ];
}
