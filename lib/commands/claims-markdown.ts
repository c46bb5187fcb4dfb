import { needsOf, programOf, testName } from "../matrix.ts";
import { code } from "../reporters/markdown-text.ts";
import { visible } from "../reporters/visible-text.ts";
import type { Suite, TestDefinition } from "../suite.ts";

/**
 * Every claim as a page of GitHub Flavored Markdown, a table a family. Claims that differ by a number alone, a size or an exit status, share a row.
 */
export function claimsMarkdown(suites: readonly Suite[]): string {
  const rows = suites.flatMap(({ tests }) => folded(tests));
  const musts = rows.filter(([{ level }]) => level === "MUST").length;
  return [
    "# Claims",
    "",
    `${rows.length} claims: a runtime keeps or breaks ${musts} of them (MUST); what it does in ${rows.length - musts} is recorded with its harms and compared (SEE).`,
    "`fd012 explain CLAIM` says more of one, and how to see the same by hand.",
    "",
    ...suites.flatMap(family),
  ].join("\n");
}

/** Claims of one row. */
type Row = readonly [TestDefinition, ...TestDefinition[]];

function folded(tests: readonly TestDefinition[]): Row[] {
  const rows = new Map<string, TestDefinition[]>();
  for (const test of tests) {
    const key = test.name.replace(NUMBER, "/N");
    rows.set(key, [...(rows.get(key) ?? []), test]);
  }
  return [...rows.values()] as unknown as Row[];
}

const NUMBER = /\/\d+$/;

function family({ name, title, tests }: Suite): string[] {
  return [
    `## ${cell(name)}: ${cell(title)}`,
    "",
    "| claim | level | what it says | runs under | needs | sources |",
    "|---|---|---|---|---|---|",
    ...folded(tests).map(rowOf),
    "",
  ];
}

function rowOf(row: Row): string {
  const [test] = row;
  const cells = [
    code(row.length > 1 ? testName(test).replace(NUMBER, "/N") : testName(test)),
    test.level,
    cell(row.length > 1 ? `${withoutNumbers(row)}; N is ${row.map(numberOf).join(", ")}` : test.claim),
    cell(`${test.strategies.join(", ")} on ${test.filesystems.join(", ")}`),
    cell(wantsOf(test).join(", ")),
    test.cites.map(cell).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Their common sentence, with N where each has its number; a number that all have, as that of PID 1, stays. */
function withoutNumbers(row: Row): string {
  const words = row.map(({ claim }) => claim.split(/\b/));
  const isNumber = (at: number) => row.every((test, index) => words[index]?.[at] === numberOf(test));
  return (words[0] as string[]).map((word, at) => (isNumber(at) ? "N" : word)).join("");
}

function numberOf({ name }: TestDefinition): string {
  return NUMBER.exec(name)?.[0].slice(1) ?? "";
}

/** What its cell must offer, in the words of needs.ts; and what it is about, where that is not node. */
function wantsOf(test: TestDefinition): string[] {
  const program = programOf(test);
  const owned = (test.owns ?? []).map((thing) => `a ${thing} of its own`);
  return [...(program === "node" ? [] : [program]), ...owned, ...needsOf(test)];
}

/** Claims are written by people, and read as they stand too: only what would end a cell or begin a tag is escaped. */
function cell(text: string): string {
  return visible(text).replace(/[\\`*|<]/g, "\\$&");
}
