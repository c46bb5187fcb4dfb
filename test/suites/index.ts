import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { filesystems } from "../../lib/filesystems/table.ts";
import { meantEnds } from "../../lib/images/meant-ends.ts";
import { programs } from "../../lib/images/programs.ts";
import { programOf, testName } from "../../lib/matrix.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { strategies } from "../../lib/strategies/table.ts";
import { suites } from "../../suites/index.ts";

const tests = suites.flatMap((suite) => suite.tests);
const known = (table: readonly { name: string }[]) => new Set(table.map(({ name }) => name));

t.test("names are unique, and can be typed and matched", async (t) => {
  t.equal(new Set(suites.map(({ name }) => name)).size, suites.length);
  t.equal(new Set(tests.map(testName)).size, tests.length);
  for (const name of tests.map(testName)) t.match(name, /^[a-z0-9-]+(\/[A-Za-z0-9-]+)+$/);
});

t.test("every claim is one sentence, with its sources and how to see it by hand", async (t) => {
  for (const test of tests) {
    t.match(test.claim, /^([A-Z0-9]|fds ).*[^.]$/, testName(test));
    t.ok(test.cites.length > 0 && test.cites.every((cite) => cite.length > 0), `${testName(test)} cites`);
    t.ok(test.byHand.length > 0 && test.byHand.every((step) => step.length > 0), `${testName(test)} by hand`);
  }
});

t.test("every claim runs a workload that there is", async (t) => {
  for (const test of tests)
    t.ok(existsSync(join(packageRoot, programs[programOf(test)].file(test.workload))), testName(test));
});

t.test("every claim names strategies and file systems that there are", async (t) => {
  const [allStrategies, allFilesystems] = [known(strategies), known(filesystems)];
  for (const test of tests) {
    t.ok(
      test.strategies.length > 0 && test.strategies.every((name) => allStrategies.has(name)),
      testName(test),
    );
    t.ok(
      test.filesystems.length > 0 && test.filesystems.every((name) => allFilesystems.has(name)),
      testName(test),
    );
  }
});

t.test("every workload says how it means to end", async (t) => {
  for (const test of tests) {
    const meant = test.meant ?? meantEnds(programOf(test), test.workload, test.args ?? []);
    t.ok(meant === null || meant.length > 0, testName(test));
  }
  t.throws(() => meantEnds("node", "no-such", []), /does not say how it means to end/);
});

t.test("a claim that records says what is acceptable", async (t) => {
  for (const test of tests.filter(({ level }) => level === "SEE")) t.ok(test.acceptable, testName(test));
});
