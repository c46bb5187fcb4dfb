import { quoted } from "../../host/shell-words.ts";
import { allowedWords } from "../../results/allowed-words.ts";
import { countWords } from "../../results/count-words.ts";
import { imageWords } from "../../results/image-words.ts";
import { failOnSentence } from "../../results/objections.ts";
import type { RunFile, RunTail } from "../../results/schema.ts";
import { cell, code } from "../markdown-text.ts";
import { seconds } from "../progress/seconds.ts";
import { kindSigns } from "../verdict-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST = 1_000;

/** The line that is read by whoever reads but one. */
export function titleOf({ cases, tail }: RunFile): string {
  const words = countWords(cases).map((one) => one.words);
  const cut = tail.interrupted ? " · interrupted" : "";
  const count = `${cases.length} ${cases.length === 1 ? "case" : "cases"}`;
  return `### ${signOfRun(tail)} fd012: ${count}: ${words.join(", ")}${cut}\n`;
}

// A run that fails nobody's terms may yet have cost something: it gets no tick.
function signOfRun({ exitCode, counts }: RunTail): string {
  if (exitCode !== 0) return kindSigns.broken.sign;
  return counts.harmed > 0 ? kindSigns.harmed.sign : kindSigns.held.sign;
}

/** What ran on what, and what belongs to no case. */
export function headLines({ head, tail }: RunFile): string[] {
  const { machine, runtimes, suite, command, started } = head;
  const { kernel, architecture, libc, node, root, cgroup } = machine;
  const versions = Object.entries(runtimes).map(([name, version]) =>
    [name, version].filter(Boolean).join(" "),
  );
  const images = imageWords(head);
  const words = ["fd012", ...command.filter((word) => word !== "fd012")].map(quoted).join(" ");
  return [
    `**${cell(versions.join(", "))}** on Linux ${cell(kernel)}, ${cell(architecture)}, ${cell(libc)}, node ${cell(node)}, ` +
      `${root ? "root" : "not root"}, cgroup ${cell(cgroup)}${images && `; images: ${cell(images)}`}`,
    "",
    `${code(cut(words, LONGEST))} · fd012 ${cell(suite)} · ` +
      `${cell(started.replace(/\.\d+Z$/, "Z"))} · ${seconds(tail.milliseconds)}`,
    "",
    ...gateLines(tail),
    ...failOnLines(tail),
    ...tail.problems.map((problem) => `> **Trouble of the suite itself:** ${cell(cut(problem, LONGEST))}\n`),
  ];
}

function failOnLines({ failOn }: RunTail): string[] {
  const sentence = failOnSentence(failOn);
  return sentence === null ? [] : [`**${sentence}.**`, ""];
}

function gateLines({ gate }: RunTail): string[] {
  if (!gate) return [];
  const words = allowedWords(gate);
  const allowed = words ? ` Allowed: ${words}.` : "";
  if (gate.passed) return [`Nothing is worse than the baseline and the expectations allow.${allowed}`, ""];
  const cases = `${gate.failing.length} ${gate.failing.length === 1 ? "case is" : "cases are"}`;
  return [
    `**${cases} worse than the baseline and the expectations allow.**${allowed}`,
    "",
    ...gate.violations.map((violation) => `> **Expectation:** ${cell(cut(violation, LONGEST))}\n`),
  ];
}
