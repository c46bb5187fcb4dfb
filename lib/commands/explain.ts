import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AddedFiles, knownWith } from "../additions/known.ts";
import { programs } from "../images/programs.ts";
import { programOf, testName } from "../matrix.ts";
import { unknownName } from "../nearest-name.ts";
import { packageRoot } from "../package-root.ts";
import type { Suite, TestDefinition } from "../suite.ts";
import { harmsOfClaim, outcomesOf } from "./explain-page/outcomes.ts";
import { Page } from "./explain-page/page.ts";
import { recipeNotes, recipeSteps } from "./explain-page/recipe.ts";

/** `fd012 explain CLAIM`: a claim as a page of a manual. */
export async function explain(name: string, added: AddedFiles): Promise<void> {
  const { suites } = await knownWith(added);
  const tests = suites.flatMap((suite) => suite.tests);
  const test = tests.find((one) => testName(one) === name);
  if (!test) throw unknownName("test", name, tests.map(testName));
  const suite = suites.find((one) => one.tests.includes(test)) as Suite;
  process.stdout.write(String(pageOf(test, suite, process.stdout.columns)));
}

/** @param columns of the terminal; undefined where there is none */
export function pageOf(test: TestDefinition, suite: Suite, columns: number | undefined): Page {
  const page = new Page(columns);
  claim(page, test, suite);
  cell(page, test);
  byHand(page, test);
  page.heading("OUTCOMES");
  page.meanings(outcomesOf(test));
  page.heading("HARMS");
  page.meanings(harmsOfClaim(test));
  seeAlso(page, test, suite);
  return page;
}

function claim(page: Page, test: TestDefinition, suite: Suite): void {
  page.heading("NAME");
  page.text(`${testName(test)} - ${lowerFirst(suite.title)}`);
  page.heading("CLAIM");
  page.text(`${test.claim}.`);
  page.heading("LEVEL");
  page.text(
    test.level === "MUST"
      ? "MUST: a runtime that behaves otherwise breaks the claim, and the run fails."
      : "SEE: no standard says what is right. The outcome is recorded with its harms, and compared with other runs.",
  );
  const why = [test.fault && `The fault: ${test.fault}.`, test.acceptable].filter(Boolean).join(" ");
  if (why) {
    page.heading("WHY");
    page.text(why);
  }
  if (test.cites.length > 0) {
    page.heading("SOURCES");
    for (const cite of test.cites) page.text(cite);
  }
}

function cell(page: Page, test: TestDefinition): void {
  page.heading("RUNS UNDER");
  page.text(`Strategies: ${test.strategies.join(", ")}`);
  page.text(`File systems: ${test.filesystems.join(", ")}`);
  page.text(`Images: of ${programOf(test)}`);
  if (test.needs && test.needs.length > 0) page.text(`Needs: ${test.needs.join(", ")}`);
}

function byHand(page: Page, test: TestDefinition): void {
  page.heading("BY HAND");
  page.steps(recipeSteps(test));
  page.text(recipeNotes(test));
  const file = programs[programOf(test)].file(test.workload);
  page.heading("WORKLOAD");
  page.text(`${file}:`);
  page.verbatim(readFileSync(join(packageRoot, file), "utf8").trimEnd().split("\n"));
}

function seeAlso(page: Page, test: TestDefinition, { name, tests }: Suite): void {
  page.heading("SEE ALSO");
  page.text(`fd012 run ${testName(test)}`);
  if (tests.length > 1) page.text(`fd012 list ${name}`);
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
