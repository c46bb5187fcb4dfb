import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { createTwoFilesPatch } from "diff";
import { type AddedFiles, knownWith } from "../additions/known.ts";
import { readExpectations } from "../compare/expectation.ts";
import { editedExpectations } from "../compare/expectation-edit.ts";
import { isExpired } from "../compare/expectation-entry.ts";
import { updateOf } from "../compare/expectation-update.ts";
import { unknownPart } from "../compare/known-names.ts";
import { editedPlainList, isPlainList } from "../compare/plain-list.ts";
import { UsageError } from "../errors.ts";
import { visible } from "../reporters/visible-text.ts";
import { readRun } from "../results/read-run.ts";
import { knownClaims, knownNames, today } from "./expect-names.ts";
import { say } from "./say.ts";

/**
 * `fd012 expect check`: what can be said of lists without a run. @param runtime names that the user's runs give to runtimes. @returns 1 where an entry has expired, else 0
 * @throws UsageError `EXPECT_UNREADABLE`, `EXPECT_INVALID`, `EXPECT_UNKNOWN`
 */
export async function checkExpectations(
  paths: readonly string[],
  { runtime = [], ...added }: { runtime?: string[] } & AddedFiles = {},
): Promise<number> {
  const [all, day] = [knownNames(await knownWith(added)), today()];
  const known = { ...all, runtimes: [...all.runtimes, ...runtime] };
  const expired: string[] = [];
  let entries = 0;
  let unlimited = 0;
  for (const path of paths) {
    for (const [index, one] of readExpectations(path, day).entries()) {
      const where = `${path}, entry ${index + 1} (${one.case})`;
      const unknown = unknownPart(one, known);
      if (unknown !== null) throw new UsageError("EXPECT_UNKNOWN", `${where}: ${unknown}; see fd012 list.`);
      if (one.expires === null) unlimited++;
      if (isExpired(one, day)) expired.push(`${where} has expired on ${one.expires}: ${one.bug}`);
      entries++;
    }
  }
  process.stdout.write(
    [
      ...expired.map(visible),
      [
        `${entries} ${entries === 1 ? "entry" : "entries"}, ${expired.length} expired`,
        ...(unlimited > 0 ? [`${unlimited} in a plain list, which do not expire`] : []),
      ].join(", "),
      "",
    ].join("\n"),
  );
  return expired.length > 0 ? 1 : 0;
}

const DAYS_GIVEN = 90;
const DAY = 86_400_000;

/** `fd012 expect update`: prints a patch for patch(1) or git apply, and changes nothing by itself. */
export async function updateExpectations(
  path: string,
  { run: runPath, suite }: { run: string } & AddedFiles,
): Promise<number> {
  const claims = knownClaims(await knownWith({ suite }));
  const expectations = readExpectations(path, today());
  const run = await readRun(runPath);
  const expires = new Date(Date.now() + DAYS_GIVEN * DAY).toISOString().slice(0, "YYYY-MM-DD".length);
  const { removed, added: all, undecided } = updateOf(expectations, run, { claims, expires });
  const text = readFileSync(path, "utf8");
  const isPlain = isPlainList(path, text);
  // A plain list knows broken claims alone.
  const added = all.filter(({ verdict }) => !isPlain || verdict === "broken");
  if (added.length < all.length)
    say(
      `${path}: left out: ${all.length - added.length} with verdict error, which a plain list cannot say; see why they happen, or keep the list in YAML.`,
    );
  for (const index of undecided)
    say(
      `${path}, entry ${index + 1} (${expectations[index]?.case}), stays: it did not happen, but some of its cells did not run; narrow it, or run them.`,
    );
  if (removed.size + added.length === 0) return 0;
  const name = relative(process.cwd(), path);
  const edited = (isPlain ? editedPlainList : editedExpectations)(text, removed, added);
  process.stdout.write(
    createTwoFilesPatch(`a/${name}`, `b/${name}`, text, edited, "", "").replace(/^=+\n/, ""),
  );
  return 0;
}
