import "./fixtures/plain-children.ts";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { testName } from "../lib/matrix.ts";
import { packageRoot } from "../lib/package-root.ts";
import { patternMatcher } from "../lib/pattern.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { missed } from "./mutants/missed.ts";
import { claims, claimsOf, directory, needsOf, resultsOf } from "./mutants/results.ts";
import { elsewhere, table } from "./mutants/table.ts";

t.test("every claim has a mutant that it is to catch", async (t) => {
  const named = patternMatcher(table.flatMap((row) => row.claims));
  t.same(
    claims.map(testName).filter((name) => !named(name)),
    [],
  );
  for (const pattern of table.flatMap((row) => row.claims))
    t.ok(claims.map(testName).some(patternMatcher([pattern])), `${pattern} names a claim`);
});

t.test("every mutant is run", async (t) => {
  const files = readdirSync(directory).filter((name) => name.endsWith(".sh"));
  const scripts = table.filter(({ driver }) => !driver);
  const named = new Set([
    ...scripts.flatMap(({ mutant, model = mutant }) => [mutant, model]),
    ...Object.keys(elsewhere),
  ]);
  t.same(new Set(files.map((name) => basename(name, ".sh"))), named);
  for (const [mutant, test] of Object.entries(elsewhere))
    t.match(readFileSync(join(packageRoot, test), "utf8"), mutant, `${test} runs ${mutant}`);
  for (const name of files)
    t.match(readFileSync(join(directory, name), "utf8"), /^#!.*\n# .+/, `${name} says its defect`);
});

t.test("a mutant is caught by each of its claims, and the honest runtime is not", async (t) => {
  process.env.TMPDIR = temporaryDirectory(t);
  const rows = table.map((row) => ({ row, claims: claimsOf(row), ...needsOf(row) }));
  const resultOf = await resultsOf(
    t,
    rows.filter(({ skip }) => skip === false).map(({ row }) => row),
  );
  for (const { row, claims, skip } of rows) {
    await t.test(`${row.mutant}: ${row.claims.join(" ")}`, { skip }, async (t) => {
      for (const claim of claims) {
        const [honest, mutant] = [resultOf(row, claim, "honest"), resultOf(row, claim, "mutant")];
        t.same(missed(row.seen, honest, mutant), [], `${testName(claim)} catches it`);
      }
    });
  }
});
