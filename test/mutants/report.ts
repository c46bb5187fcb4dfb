// Says of every mutant which of its claims has caught it, and by what: npm run mutants [PATTERN…] for some claims only. Exits with 1 where one was missed.
import tap from "tap"; // Before @tapjs/test, which cannot be loaded first.
import { testName } from "../../lib/matrix.ts";
import { patternMatcher } from "../../lib/pattern.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { means, missed } from "./missed.ts";
import { claims, claimsOf, needsOf, resultsOf } from "./results.ts";
import type { Row } from "./rows/row.ts";
import { table } from "./table.ts";

tap.setTimeout(0); // It takes this for a test of its own.
const wanted = patternMatcher(process.argv.slice(2));
const rows = table.flatMap((row): Row[] => {
  const names = claimsOf(row).map(testName).filter(wanted);
  return names.length > 0 ? [{ ...row, claims: names }] : [];
});
const able = rows.filter((row) => needsOf(row).skip === false);

const teardowns: (() => unknown)[] = [];
const lifetime = { teardown: (end: () => unknown) => void teardowns.unshift(end) };
const count = { caught: 0, missed: 0 };
try {
  process.env.TMPDIR = temporaryDirectory(lifetime);
  const resultOf = await resultsOf(lifetime, able);
  for (const row of able) for (const claim of claimsOf(row)) tell(row, claim, resultOf);
} finally {
  for (const end of teardowns) await end();
}
for (const row of rows.filter((row) => !able.includes(row)))
  print(`○ ${row.claims.join(" ")}: ${row.mutant} was not tried, ${needsOf(row).skip}`);
const named = new Set(rows.flatMap(claimsOf).map(testName));
const without = claims
  .map(testName)
  .filter(wanted)
  .filter((name) => !named.has(name));
for (const name of without) print(`✘ ${name} has no mutant`);
print(
  `${named.size} claims, ${new Set(rows.map(({ mutant }) => mutant)).size} mutants: ${count.caught} caught, ${count.missed} missed`,
);
process.exitCode = count.missed + without.length > 0 ? 1 : 0;

function tell(row: Row, claim: (typeof claims)[number], resultOf: Awaited<ReturnType<typeof resultsOf>>) {
  const why = missed(row.seen, resultOf(row, claim, "honest"), resultOf(row, claim, "mutant"));
  count[why.length === 0 ? "caught" : "missed"]++;
  const words = why.length === 0 ? `caught by ${means(row.seen)}` : `MISSED: ${why.join("; ")}`;
  print(`${why.length === 0 ? "✔" : "✘"} ${testName(claim)}: ${row.mutant} of ${row.of ?? "crun"} ${words}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
