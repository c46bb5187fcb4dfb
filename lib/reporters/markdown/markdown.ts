import { harmedGroups } from "../../results/harmed.ts";
import type { RunFile } from "../../results/schema.ts";
import { type Trouble, troublesOf } from "../../results/troubles.ts";
import { CaseLabels } from "../case-labels.ts";
import { detailBlocks } from "./details.ts";
import { fitting } from "./fitting.ts";
import { harmedRows } from "./harmed-rows.ts";
import { headLines, titleOf } from "./head.ts";
import { matrixHead, matrixRows } from "./matrix.ts";
import { scoreTable } from "./score.ts";
import { skipLines } from "./skips.ts";
import { troubleRows } from "./trouble-rows.ts";

/** Somewhat less than the 1 MiB that GitHub takes of a step's summary; of a longer one it takes nothing. */
const MOST_BYTES = 1_000_000;
/** Below that a summary is but its title. */
const LEAST_BYTES = 4_000;
/** Rows that a person might still read. */
const MOST_ROWS = 200;

/**
 * A run as GitHub Flavored Markdown, for a job's summary or a comment: the score, then the worst first, and in no more bytes than are free. Each part has
 * its share of them, so that the last is there too; what does not fit is counted.
 */
export function markdownOf(run: RunFile, free = MOST_BYTES): string {
  const room = Math.min(free, MOST_BYTES);
  const title = titleOf(run);
  if (room < LEAST_BYTES) return Buffer.byteLength(title) <= room ? title : "";
  const labels = new CaseLabels(run.cases);
  const troubles = troublesOf(run.cases, run.tail);
  const listed = new Set(troubles.flatMap((trouble) => trouble.cases));
  const harmed = harmedRows(harmedGroups(run.cases.filter((one) => !listed.has(one))), labels);
  const tableOf = (title: string, rows: readonly string[], part: number) =>
    section(
      [`#### ${title}`, "", "| | test | where | outcome | reason |", "|---|---|---|---|---|"],
      fitting(rows.slice(0, MOST_ROWS), share(part), rows.length),
    );
  const rowsOf = (isWanted: (trouble: Trouble) => boolean) => troubleRows(troubles.filter(isWanted), labels);
  const score = scoreTable(run.cases);
  const rows = matrixRows(run.cases);
  const share = (part: number) => Math.floor((room - LEAST_BYTES / 2) * part);
  return [
    title,
    ...fitting(headLines(run), share(0.15)),
    ...(score
      ? section(["#### Score", "", ...score.head], fitting(score.rows, share(0.1), score.rows.length))
      : []),
    ...tableOf(
      "Not as it should be",
      rowsOf(({ isExcused }) => !isExcused),
      0.2,
    ),
    ...tableOf(
      "Let pass by the gate",
      rowsOf(({ isExcused }) => isExcused),
      0.05,
    ),
    ...tableOf("Harmed", harmed, 0.1),
    ...section([], fitting(detailBlocks(troubles, labels, run.head), share(0.2))),
    ...section(
      ["#### Test × runtime", "", ...matrixHead(run.cases)],
      fitting(rows.slice(0, MOST_ROWS), share(0.1), rows.length),
    ),
    ...section(["#### Skipped", ""], fitting(skipLines(run.cases), share(0.1))),
    "",
  ].join("\n");
}

function section(head: readonly string[], lines: readonly string[]): string[] {
  return lines.length > 0 ? [...head, ...lines, ""] : [];
}
