import { programOf, testName } from "../matrix.ts";
import { NEEDS, type Need } from "../needs.ts";
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
  const number = NUMBER.exec(test.name)?.[0].slice(1);
  const isSeveral = row.length > 1 && number !== undefined;
  const name = isSeveral ? testName(test).replace(NUMBER, "/N") : testName(test);
  const numbers = row.map((one) => NUMBER.exec(one.name)?.[0].slice(1)).join(", ");
  const claim = isSeveral
    ? `${test.claim.replaceAll(new RegExp(`\\b${number}\\b`, "g"), "N")}; N is ${numbers}`
    : test.claim;
  const cells = [
    code(name),
    test.level,
    cell(claim),
    cell(`${test.strategies.join(", ")} on ${test.filesystems.join(", ")}`),
    cell(needsOf(test).join(", ")),
    test.cites.map(cell).join("<br>"),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What its cell must offer, in the words of needs.ts; and what it is about, where that is not node. */
function needsOf(test: TestDefinition): string[] {
  const program = programOf(test);
  const needs: readonly Need[] = test.needs ?? [];
  return [
    ...(program === "node" ? [] : [program]),
    ...(test.caller ? ["caller-stdio"] : []),
    ...(test.owns ?? []).map((thing) => `a ${thing} of its own`),
    ...needs.filter((need) => need in NEEDS),
  ];
}

/** Claims are written by people, and read as they stand too: only what would end a cell or begin a tag is escaped. */
function cell(text: string): string {
  return visible(text).replace(/[\\`*|<]/g, "\\$&");
}
