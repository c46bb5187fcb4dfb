import type { Case } from "./case/case.ts";

/** Each case `times` times, its repetitions next to it; the second and later ones are told by ` #2` at the end of their id. */
export function repeated(cases: readonly Case[], times: number): Case[] {
  return cases.flatMap((one) =>
    Array.from({ length: times }, (_, index) =>
      index === 0 ? one : { ...one, plan: { ...one.plan, id: `${one.plan.id} #${index + 1}` } },
    ),
  );
}
