import "./fixtures/plain-children.ts";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import t, { type Test } from "tap";
import { changeOf } from "../lib/compare/change.ts";
import { failureSentence } from "../lib/judge/failure-sentence.ts";
import { testName } from "../lib/matrix.ts";
import { packageRoot } from "../lib/package-root.ts";
import { patternMatcher } from "../lib/pattern.ts";
import type { CaseResult } from "../lib/results/schema.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { claims, claimsOf, directory, needsOf, resultsOf } from "./mutants/results.ts";
import type { Seen } from "./mutants/rows/row.ts";
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
  const named = new Set([...table.map(({ mutant }) => mutant), ...Object.keys(elsewhere)]);
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
        t.ok(["held", "recorded"].includes(honest.verdict), `${testName(claim)}: the honest runtime`, {
          reason: honest.reason,
        });
        catches(t, testName(claim), row.seen, honest, mutant);
      }
    });
  }
});

/** What was seen of the mutant was not seen of the honest runtime, and a gate would say so. */
function catches(t: Test, claim: string, seen: Seen, honest: CaseResult, mutant: CaseResult): void {
  const { change } = changeOf([honest], [mutant]);
  const { outcome, reason } = mutant;
  const said = { outcome, reason };
  if ("outcome" in seen) {
    t.match(change, /^(worse|different)$/, `${claim}: another outcome`, said);
    t.match(outcome, seen.outcome, `${claim}: the mutant's outcome`);
    t.notMatch(honest.outcome, seen.outcome, `${claim}: not the honest runtime's`);
    return;
  }
  t.equal(change, "worse", `${claim}: worse`, said);
  if ("harm" in seen) {
    const hasIt = ({ harms }: CaseResult) => harms.some(({ harm }) => harm === seen.harm);
    t.ok(hasIt(mutant), `${claim}: the mutant's harm is ${seen.harm}`, said);
    t.notOk(hasIt(honest), `${claim}: the honest runtime's is not`);
    return;
  }
  t.equal(mutant.verdict, "broken", `${claim}: broken`, said);
  const failed = mutant.assertions.filter(({ ok }) => !ok);
  const isOwn = "own" in seen;
  const found = failed.filter(({ of, name }) => (isOwn ? of === "claim" : name === seen.check));
  const names = found.map(({ name }) => name);
  const wanted = isOwn ? seen.own : [seen.check];
  t.equal(names.length, wanted.length, `${claim}: broken by these assertions, and by no other of them`, said);
  t.match(names, wanted, `${claim}: their names`);
  const words = isOwn ? found.map(failureSentence).join("; ") : found[0]?.detail?.observed;
  if (seen.words) t.match(words, seen.words, `${claim}: their words`);
}
