import { parse, YAMLParseError } from "yaml";
import * as z from "zod/mini";
import { UsageError } from "../errors.ts";
import { textOfFile } from "../results/text-file.ts";
import { type Expectation, expectation, UNTOLD_BUG } from "./expectation-entry.ts";
import { isPlainList, plainEntries } from "./plain-list.ts";
import { wrongRange } from "./version-range.ts";

export type { Expectation } from "./expectation-entry.ts";

const file = z.array(expectation);
const MOST_BYTES = 10_000_000;

/** A list in YAML, or a plain one. @param today YYYY-MM-DD, UTC. @throws UsageError `EXPECT_UNREADABLE`, `EXPECT_INVALID` */
export function readExpectations(path: string, today: string): Expectation[] {
  const text = contents(path);
  if (isPlainList(path, text)) return plainEntries(path, text).map((entry) => entry.expectation);
  const parsed = file.safeParse(parsedYaml(path, text) ?? []);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, ...field] = issue?.path ?? [];
    const where =
      index === undefined
        ? ""
        : `, entry ${Number(index) + 1}${field.length > 0 ? `, ${field.join(".")}` : ""}`;
    throw invalid(
      path + where,
      `${issue?.message}; an entry has case, bug, expires (YYYY-MM-DD), and a verdict, an outcome or a harm`,
    );
  }
  const untold = parsed.data.findIndex(({ bug }) => bug === UNTOLD_BUG);
  if (untold !== -1)
    throw invalid(`${path}, entry ${untold + 1}, bug`, "say where it is told: an address or a number");
  const none = parsed.data.findIndex(
    ({ verdict, outcome, harm }) => verdict === undefined && outcome === undefined && harm === undefined,
  );
  if (none !== -1)
    throw invalid(
      `${path}, entry ${none + 1}`,
      "it says neither which verdict nor which outcome nor which harm is expected",
    );
  const last = aYearAfter(today);
  const late = parsed.data.findIndex(({ expires }) => expires > last);
  if (late !== -1)
    throw invalid(`${path}, entry ${late + 1}, expires`, `it may be at most a year ahead, ${last}`);
  const ranged = parsed.data.findIndex((one) => wrongRange(one) !== null);
  if (ranged !== -1)
    throw invalid(
      `${path}, entry ${ranged + 1}, when`,
      `"${wrongRange(parsed.data[ranged] as Expectation)}" is no range of versions such as ">=1.1 <1.2"`,
    );
  return parsed.data;
}

function aYearAfter(today: string): string {
  return String(Number(today.slice(0, 4)) + 1) + today.slice(4);
}

function parsedYaml(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw invalid(
      path,
      error instanceof YAMLParseError ? (error.message.split("\n")[0] as string) : String(error),
    );
  }
}

function contents(path: string): string {
  try {
    return textOfFile(path, MOST_BYTES);
  } catch (error) {
    throw new UsageError(
      "EXPECT_UNREADABLE",
      `The expectations ${path} cannot be read: ${(error as Error).message}.`,
    );
  }
}

function invalid(where: string, what: string): UsageError {
  return new UsageError("EXPECT_INVALID", `${where}: ${what.replace(/\.$/, "")}.`);
}
