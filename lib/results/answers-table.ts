import type { CaseResult } from "./schema.ts";

/** What open descriptors answered, operation by operation. */
export interface AnswersTable {
  /** File systems; with the runtimes where those differ, and with the test where one has several. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly operation: string; readonly answers: readonly string[] }[];
}

/** A case whose workload asked. */
type Asked = Omit<CaseResult, "observation"> & { readonly answers: Readonly<Record<string, string>> };

/** Null where nobody asked. */
export function answersTable(results: readonly CaseResult[]): AnswersTable | null {
  const asked = results.flatMap(({ observation, ...one }): Asked[] =>
    observation?.answers ? [{ ...one, answers: observation.answers }] : [],
  );
  if (asked.length === 0) return null;
  const alike = groups(asked, (one) => JSON.stringify([one.filesystem, one.test, one.answers]));
  const columns = alike.map((cases) => ({ name: nameOf(cases, asked), answers: cases[0].answers }));
  const operations = [...new Set(columns.flatMap(({ answers }) => Object.keys(answers)))];
  return {
    columns: columns.map(({ name }) => name),
    rows: operations.map((operation) => ({
      operation,
      answers: columns.map(({ answers }) => answers[operation] ?? ""),
    })),
  };
}

const MOST_NAMED = 2;

function nameOf(cases: readonly [Asked, ...Asked[]], asked: readonly Asked[]): string {
  const [{ filesystem, test }] = cases;
  const onIt = asked.filter((one) => one.filesystem === filesystem);
  const differ = onIt.filter((one) => one.test === test).length > cases.length;
  const runtimes = [...new Set(cases.map(({ runtime }) => runtime))];
  const more = runtimes.length - MOST_NAMED;
  const named = [...runtimes.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const several = new Set(onIt.map((one) => one.test)).size > 1;
  return [differ ? `${named} ·` : "", filesystem, several ? `(${test})` : ""].filter(Boolean).join(" ");
}

function groups(cases: readonly Asked[], key: (one: Asked) => string): [Asked, ...Asked[]][] {
  const found = new Map<string, [Asked, ...Asked[]]>();
  for (const one of cases) {
    const known = found.get(key(one));
    if (known) known.push(one);
    else found.set(key(one), [one]);
  }
  return [...found.values()];
}
