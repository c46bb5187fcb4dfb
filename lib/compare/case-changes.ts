import type { CaseResult } from "../results/schema.ts";
import { changesOf, type Results } from "./change.ts";
import { CHANGES, type ComparedCase } from "./comparison.ts";
import { concerning, firstThatRan } from "./concerning.ts";
import type { RespectName } from "./step.ts";

/** One thing that happened to a case from one run to another. */
export interface CaseChange extends ComparedCase {
  /** Of what became worse, how bad it is: lower is worse. */
  readonly severity: number;
  /** In what it became worse or better; absent of other changes. */
  readonly respect?: RespectName;
}

/** All that happened to one case, the worst first, and all of its repetitions; null on the side that has none. */
export interface CaseChanges {
  readonly before: Results | null;
  readonly after: Results | null;
  readonly changes: readonly [CaseChange, ...CaseChange[]];
}

/** Every case of either run, those to which the worst happened first. @param key what makes two cases the same one */
export function caseChanges(
  before: readonly CaseResult[],
  after: readonly CaseResult[],
  key: (one: CaseResult) => string,
): CaseChanges[] {
  const [old, recent] = [byKey(before, key), byKey(after, key)];
  const found = [...new Set([...recent.keys(), ...old.keys()])].map((name) =>
    compareCase(name, old.get(name) ?? null, recent.get(name) ?? null),
  );
  // A stable sort: of equals the order of the runs remains.
  return found.sort(
    ({ changes: [a] }, { changes: [b] }) =>
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) || order(a.severity, b.severity),
  );
}

function compareCase(name: string, before: Results | null, after: Results | null): CaseChanges {
  return { before, after, changes: changesBetween(name, before, after) };
}

function changesBetween(name: string, before: Results | null, after: Results | null): CaseChanges["changes"] {
  if (before && after) {
    const [first, ...rest] = changesOf(before, after);
    return [{ name, ...first }, ...rest.map((one) => ({ name, ...one }))];
  }
  if (after) {
    const why = "it is not in the earlier run";
    const added = (one: CaseResult): CaseChange => ({
      ...{ name, change: "new", why, before: null, after: one, severity: 0 },
    });
    const [first, ...rest] = concerning(after);
    return [added(first), ...rest.map(added)];
  }
  const was = before && firstThatRan(before);
  const why = "it is not in the later run";
  return [{ name, change: "gone", why, before: was, after: null, severity: 0 }];
}

// Infinity less infinity is no number.
function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function byKey(cases: readonly CaseResult[], key: (one: CaseResult) => string): Map<string, Results> {
  const found = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const one of cases) {
    const name = key(one);
    const known = found.get(name);
    if (known) known.push(one);
    else found.set(name, [one]);
  }
  return found;
}
