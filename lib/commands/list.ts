import { type AddedFiles, type Known, knownWith } from "../additions/known.ts";
import { filesystems } from "../filesystems/table.ts";
import { images } from "../images/table.ts";
import { testName } from "../matrix.ts";
import { unknownName } from "../nearest-name.ts";
import { patternMatcher } from "../pattern.ts";
import { reporters } from "../reporters/table.ts";
import { strategies } from "../strategies/table.ts";
import { claimsMarkdown } from "./claims-markdown.ts";

/** `fd012 list`: claims, and the names that `fd012 run` takes. */
export async function list(
  patterns: readonly string[],
  { json, markdown, ...added }: { json: boolean; markdown: boolean } & AddedFiles,
): Promise<void> {
  const known = await knownWith(added);
  const { suites } = known;
  const wanted = patternMatcher(patterns);
  const tests = suites.flatMap((suite) => suite.tests).filter((test) => wanted(testName(test)));
  if (tests.length === 0) {
    throw unknownName(
      "test",
      patterns.join(" "),
      suites.flatMap((suite) => [suite.name, ...suite.tests.map(testName)]),
    );
  }
  if (json) {
    const plain = tests.map(({ body, name, suite, ...claim }) => ({ test: `${suite}/${name}`, ...claim }));
    print(JSON.stringify({ tests: plain, ...drivers(known) }, null, 2));
    return;
  }
  if (markdown) {
    const named = suites.map((suite) => ({
      ...suite,
      tests: suite.tests.filter((test) => tests.includes(test)),
    }));
    print(claimsMarkdown(named.filter(({ tests }) => tests.length > 0)).trimEnd());
    return;
  }
  const width = Math.max(...tests.map((test) => testName(test).length));
  for (const { name, title, tests: all } of suites) {
    const shown = all.filter((test) => wanted(testName(test)));
    if (shown.length > 0)
      print(
        `${name} — ${title}`,
        ...shown.map((test) => `  ${test.level.padEnd(5)} ${testName(test).padEnd(width)} ${test.claim}`),
        "",
      );
  }
  if (patterns.length > 0) return;
  for (const [title, rows] of Object.entries(drivers(known))) {
    print(title, ...rows.map(({ name, summary }) => `  ${name.padEnd(16)} ${summary}`), "");
  }
}

function drivers({ families }: Known): Record<string, { name: string; summary: string }[]> {
  const rows = (table: readonly { name: string; summary: string }[]) =>
    table.map(({ name, summary }) => ({ name, summary }));
  return {
    runtimes: families.flatMap(({ names, summary, logs }) =>
      names.map((name) => ({
        name,
        summary: logs ? `${summary}; log drivers: @${logs.names.join(", @")}` : summary,
      })),
    ),
    strategies: rows(strategies),
    filesystems: rows(filesystems),
    images: rows(images),
    reporters: rows(reporters),
  };
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
