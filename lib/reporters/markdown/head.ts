import { quoted } from "../../host/shell-words.ts";
import type { RunFile, RunTail } from "../../results/schema.ts";
import { countKinds } from "../../results/troubles.ts";
import { cell, code } from "../markdown-text.ts";
import { seconds } from "../progress/seconds.ts";
import { cut } from "../visible-text.ts";

const LONGEST = 1_000;

const WORDS = {
  error: "broken by the suite itself",
  fail: "failed",
  flaky: "flaky",
  pass: "passed",
  skip: "skipped",
} as const;

/** The line that is read by whoever reads but one. */
export function titleOf({ cases, tail }: RunFile): string {
  const counts = countKinds(cases);
  const words = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((kind) => counts[kind] > 0 || kind === "pass")
    .map((kind) => `${counts[kind]} ${WORDS[kind]}`);
  const cut = tail.interrupted ? " · interrupted" : "";
  return `### ${tail.exitCode === 0 ? "✔" : "✘"} fd012: ${words.join(", ")}${cut}\n`;
}

/** What ran on what, and what belongs to no case. */
export function headLines({ head, tail }: RunFile): string[] {
  const { machine, runtimes, suite, command, started } = head;
  const { kernel, architecture, libc, node, root, cgroup } = machine;
  const versions = Object.entries(runtimes).map(([name, version]) =>
    [name, version].filter(Boolean).join(" "),
  );
  const words = ["fd012", ...command.filter((word) => word !== "fd012")].map(quoted).join(" ");
  return [
    `**${cell(versions.join(", "))}** on Linux ${cell(kernel)}, ${cell(architecture)}, ${cell(libc)}, node ${cell(node)}, ` +
      `${root ? "root" : "not root"}, cgroup ${cell(cgroup)}`,
    "",
    `${code(cut(words, LONGEST))} · fd012 ${cell(suite)} · ` +
      `${cell(started.replace(/\.\d+Z$/, "Z"))} · ${seconds(tail.milliseconds)}`,
    "",
    ...gateLines(tail),
    ...tail.problems.map((problem) => `> **Trouble of the suite itself:** ${cell(cut(problem, LONGEST))}\n`),
  ];
}

function gateLines({ gate }: RunTail): string[] {
  if (!gate) return [];
  if (gate.passed) return ["Nothing is worse than the baseline and the expectations allow.", ""];
  const cases = `${gate.failing.length} ${gate.failing.length === 1 ? "case is" : "cases are"}`;
  return [
    `**${cases} worse than the baseline and the expectations allow.**`,
    "",
    ...gate.violations.map((violation) => `> **Expectation:** ${cell(cut(violation, LONGEST))}\n`),
  ];
}
