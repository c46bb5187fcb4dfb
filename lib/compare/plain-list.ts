import { UsageError } from "../errors.ts";
import { type Expectation, UNTOLD_BUG } from "./expectation-entry.ts";

/** An entry of a plain list of known failures, and where it stands. */
export interface PlainEntry {
  readonly expectation: Expectation;
  /** From 0. */
  readonly line: number;
}

/** Whether a file is a plain list: by its name, or because it is none in YAML or JSON, whose entries begin otherwise. */
export function isPlainList(path: string, text: string): boolean {
  if (/\.(ya?ml|json)$/.test(path)) return false;
  const first = text.split("\n").find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return first !== undefined && !/^\s*[-[]/.test(first);
}

const CELL = ["runtime", "strategy", "filesystem", "image"] as const;
const ANY = "*";
const FORM = "a line is: SUITE/TEST [RUNTIME [STRATEGY [FILESYSTEM [IMAGE]]]]  # reason";

/**
 * One failure a line, named as in a report, `*` for any, each with its reason: `wiring/closed-all crun * local  # https://…/issues/7`. It means that
 * the claim is broken, and does not expire.
 * @throws UsageError `EXPECT_INVALID`
 */
export function plainEntries(path: string, text: string): PlainEntry[] {
  return text.split("\n").flatMap((content, line) => {
    if (content.trim() === "" || content.trimStart().startsWith("#")) return [];
    return [{ line, expectation: entryOf(content, `${path}, line ${line + 1}`) }];
  });
}

function entryOf(content: string, where: string): Expectation {
  const [, cell = "", reason = ""] = /^(.*?)(?:\s#(?:\s+(.*))?)?$/s.exec(content) ?? [];
  const [test = "", ...names] = cell.trim().split(/\s+/);
  if (names.length > CELL.length) throw invalid(where, `it names more than a cell has; ${FORM}`);
  if (reason.trim() === "") throw invalid(where, `it gives no reason; ${FORM}`);
  if (reason.trim() === UNTOLD_BUG) throw invalid(where, "say the reason, best with the address of a bug");
  const said = CELL.flatMap((key, index) => {
    const name = names[index];
    return name === undefined || name === ANY ? [] : [[key, name]];
  });
  return {
    ...{ case: test, verdict: "broken", bug: reason.trim(), expires: null },
    ...Object.fromEntries(said),
  };
}

/** A list without some of its entries and with others at its end; everything else stays as it is. */
export function editedPlainList(
  text: string,
  removed: ReadonlySet<number>,
  added: readonly Expectation[],
): string {
  const entries = plainEntries("", text);
  const dropped = new Set([...removed].map((index) => entries[index]?.line));
  const kept = text
    .split("\n")
    .filter((_, line) => !dropped.has(line))
    .join("\n");
  if (added.length === 0) return kept;
  return `${kept === "" || kept.endsWith("\n") ? kept : `${kept}\n`}${added.map(lineOf).join("")}`;
}

function lineOf(one: Expectation): string {
  const names = CELL.map((key) => one[key] ?? ANY);
  while (names.at(-1) === ANY) names.pop();
  return `${[one.case, ...names].join(" ")}  # ${one.bug}\n`;
}

function invalid(where: string, what: string): UsageError {
  return new UsageError("EXPECT_INVALID", `${where}: ${what}.`);
}
