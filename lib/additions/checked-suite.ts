import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesystems } from "../filesystems/table.ts";
import { meantEnds } from "../images/meant-ends.ts";
import { oddRootNames } from "../images/odd-roots.ts";
import { programs } from "../images/programs.ts";
import { programOf, testName } from "../matrix.ts";
import { NEEDS } from "../needs.ts";
import { packageRoot } from "../package-root.ts";
import { strategies } from "../strategies/table.ts";
import type { Suite, TestDefinition } from "../suite.ts";

/** @returns what is wrong with it, as a clause, where it is no suite that can run: nobody has compared a file of the user's with its types */
export function checkedSuite(value: unknown): Suite | string {
  const suite = value as Suite | undefined;
  if (typeof suite !== "object" || suite === null || !Array.isArray(suite.tests))
    return "its default export is no suite; write: export default suite(…), by fd012/suite";
  if (!isText(suite.name) || !SUITE_NAME.test(suite.name))
    return `a suite is called by small letters, digits and hyphens, not "${suite.name}"`;
  if (!isText(suite.title)) return `the suite "${suite.name}" has no title`;
  if (suite.tests.length === 0) return `the suite "${suite.name}" has no claims`;
  const names = suite.tests.map((test) => test?.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `two claims are called "${suite.name}/${twice}"`;
  for (const test of suite.tests) {
    const wrong = RULES.find(([isKept]) => !isKept(test));
    if (wrong) return `${testName(test)} ${wrong[1](test)}`;
  }
  return suite;
}

const SUITE_NAME = /^[a-z0-9-]+$/;
const TEST_NAME = /^[A-Za-z0-9-]+(\/[A-Za-z0-9-]+)*$/;

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);
const strange = (known: readonly string[], named: readonly string[] = []) =>
  named.find((name) => !known.includes(name));
const namesOf = (table: readonly { readonly name: string }[]) => table.map(({ name }) => name);

/** What every claim must say, and what is said of one that does not; the later ones rely on the earlier. */
const RULES: readonly (readonly [(test: TestDefinition) => boolean, (test: TestDefinition) => string])[] = [
  [
    ({ name }) => isText(name) && TEST_NAME.test(name),
    () => "has a name of other signs than A–Z, a–z, 0–9, - and /",
  ],
  [({ claim }) => isText(claim), () => "says no claim, one sentence"],
  [
    ({ level }) => ["MUST", "SEE"].includes(level),
    ({ level }) => `has the level "${level}", which is neither MUST nor SEE`,
  ],
  [({ cites }) => isTexts(cites), () => "cites nothing; say the clause or the bug that it comes from"],
  [({ byHand }) => isTexts(byHand), () => "has no steps by hand"],
  [({ body }) => typeof body === "function", () => "has no body"],
  [({ strategies: named }) => isTexts(named), () => "names no strategies"],
  [
    ({ strategies: named }) => strange(namesOf(strategies), named) === undefined,
    ({ strategies: named }) =>
      `names a strategy "${strange(namesOf(strategies), named)}" that there is not; see fd012 list`,
  ],
  [({ filesystems: named }) => isTexts(named), () => "names no file systems"],
  [
    ({ filesystems: named }) => strange(namesOf(filesystems), named) === undefined,
    ({ filesystems: named }) =>
      `names a file system "${strange(namesOf(filesystems), named)}" that there is not; see fd012 list`,
  ],
  [
    ({ needs }) => strange(Object.keys(NEEDS), needs) === undefined,
    ({ needs }) =>
      `needs "${strange(Object.keys(NEEDS), needs)}"; there are ${Object.keys(NEEDS).join(", ")}`,
  ],
  [
    ({ needs = [], owns = [] }) => !needs.includes("daemon") || owns.includes("daemon"),
    () => 'needs a daemon and does not own one; say owns: ["daemon"]',
  ],
  [
    (test) => Object.hasOwn(programs, programOf(test)),
    (test) => `is about "${programOf(test)}"; there are ${Object.keys(programs).join(", ")}`,
  ],
  [
    ({ rootfs }) => strange(oddRootNames, rootfs === undefined ? [] : [rootfs]) === undefined,
    ({ rootfs }) => `wants a root file system "${rootfs}"; there are ${oddRootNames.join(", ")}`,
  ],
  [hasWorkload, ({ workload }) => `has a workload "${workload}" that there is not`],
];

function hasWorkload(test: TestDefinition): boolean {
  const { workload, args = [] } = test;
  if (!isText(workload) || !existsSync(join(packageRoot, programs[programOf(test)].file(workload))))
    return false;
  try {
    meantEnds(programOf(test), workload, args);
    return true;
  } catch {
    return test.meant !== undefined;
  }
}
