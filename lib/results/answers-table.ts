import type { CaseResult } from "./schema.ts";

/** What open descriptors answered, operation by operation. */
export interface AnswersTable {
  /** File systems; with the runtime where runtimes differ, and with the test where one has several. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly operation: string; readonly answers: readonly string[] }[];
}

/** Null where nobody asked. */
export function answersTable(results: readonly CaseResult[]): AnswersTable | null {
  const asked = results.filter((one) => one.observation?.answers !== undefined);
  if (asked.length === 0) return null;
  const columns = new Map<string, Readonly<Record<string, string>>>();
  for (const one of asked) {
    const alike = asked.filter(({ filesystem, test }) => filesystem === one.filesystem && test === one.test);
    const isSame = alike.every(
      (other) => JSON.stringify(answersOf(other)) === JSON.stringify(answersOf(one)),
    );
    const tests = new Set(
      asked.filter(({ filesystem }) => filesystem === one.filesystem).map(({ test }) => test),
    );
    const name = [isSame ? null : one.runtime, one.filesystem, tests.size > 1 ? `(${one.test})` : null];
    columns.set(name.filter(Boolean).join(" "), answersOf(one));
  }
  const operations = [...new Set([...columns.values()].flatMap((answers) => Object.keys(answers)))];
  return {
    columns: [...columns.keys()],
    rows: operations.map((operation) => ({
      operation,
      answers: [...columns.values()].map((answers) => answers[operation] ?? ""),
    })),
  };
}

function answersOf({ observation }: CaseResult): Readonly<Record<string, string>> {
  return observation?.answers ?? {};
}
