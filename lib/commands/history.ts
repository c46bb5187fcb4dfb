import { UsageError } from "../errors.ts";
import { historyMarkdown } from "../history/history-markdown.ts";
import { historyOf } from "../history/history-of.ts";
import { historyLines } from "../history/history-text.ts";
import { AXES, type AxisName, type History } from "../history/schema.ts";
import { findByName } from "../nearest-name.ts";
import { paintFor } from "../reporters/colour.ts";
import { readBaseline } from "../results/read-run.ts";

interface Format {
  readonly name: string;
  print(history: History): string | Promise<string>;
}

const formats: readonly Format[] = [
  {
    name: "text",
    print: (one) => historyLines(one, paintFor(process.stdout.isTTY === true, process.env)).join("\n"),
  },
  { name: "json", print: (one) => JSON.stringify(one, null, 2) },
  { name: "markdown", print: historyMarkdown },
  { name: "html", print: async (one) => (await import("../history/page/history-page.ts")).historyPage(one) },
];

/** What `--format` takes. */
export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** `fd012 history`: prints, and judges nothing. */
export async function history(
  paths: readonly string[],
  { by, format, runtime = null }: { by: string; format: string; runtime?: string | null },
): Promise<void> {
  const axis: AxisName = findByName(
    "order",
    by,
    AXES.map((name) => ({ name })),
  ).name;
  const { print } = findByName("format", format, formats);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined)
    throw new UsageError(
      "HISTORY",
      `${twice} is named twice, and would count as two repetitions: name it once.`,
    );
  const runs = await Promise.all(paths.map(async (path) => ({ path, run: await readBaseline(path) })));
  process.stdout.write(`${(await print(historyOf(runs, axis, runtime))).trimEnd()}\n`);
}
