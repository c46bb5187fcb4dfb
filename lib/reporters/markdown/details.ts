import type { RunHead } from "../../results/schema.ts";
import { firstOf, type Trouble, testOf } from "../../results/troubles.ts";
import type { CaseLabels } from "../case-labels.ts";
import { failureLines } from "../failure-lines.ts";
import { cell } from "../markdown-text.ts";
import { cut } from "../visible-text.ts";
import { troubleSigns } from "./trouble-rows.ts";

const LONGEST_LABEL = 300;

/** What did not come out as it should, each to be opened: observation, chain, and how to see it again. */
export function detailBlocks(
  troubles: readonly Trouble[],
  labels: CaseLabels,
  head: Pick<RunHead, "command">,
): string[] {
  return troubles.map((trouble) => {
    const first = firstOf(trouble);
    const lines = failureLines(first, head);
    const name = `<code>${cell(cut(testOf(first), LONGEST_LABEL))}</code>`;
    const where = cell(cut(labels.of(trouble.cases), LONGEST_LABEL));
    const fence = fenceFor(lines);
    return [
      `<details><summary>${troubleSigns[trouble.kind]} ${name} ${where}</summary>`,
      "",
      ...[`${fence}text`, ...lines, fence],
      "",
      "</details>",
    ].join("\n");
  });
}

// Longer than any run of backticks in the text: it alone can end the block (GFM 4.5).
function fenceFor(lines: readonly string[]): string {
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length),
  );
  return "`".repeat(longest + 1);
}
