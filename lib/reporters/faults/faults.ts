import type { CaseResult, RunFile } from "../../results/schema.ts";
import { type ScoreRow, scoreOf } from "../../results/score.ts";
import { cell } from "../markdown-text.ts";
import { hasRun } from "../score-folded.ts";
import { faultName } from "../score-names.ts";
import { cut } from "../visible-text.ts";
import { cellWords } from "./cell-words.ts";

const NOT_RUN = "·";
const LONGEST_NAME = 120;

/**
 * The score in words, as a page of GitHub Flavored Markdown: whose container dies, hangs, or loses what by which fault. Wirings that no runtime ran are
 * left out, and so is what was done without any fault.
 */
export function faultsPage({ head, cases }: RunFile): string {
  const score = scoreOf(cases, "runtime");
  const byId = new Map(cases.map((one) => [one.id, one]));
  const rows = (score?.rows ?? []).filter(({ fault, cells }) => fault !== null && cells.some(hasRun));
  const names = (score?.columns ?? []).map(name);
  return [
    "# What each fault does to PID 1, to its bytes and to its status",
    "",
    `The worst of all cases of a fault, a wiring of fds 1 and 2, and a runtime, by fd012 ${cell(head.suite)} on Linux ${cell(head.machine.kernel)} (${cell(head.machine.architecture)}), ${cell(head.machine.libc ?? "")}, node ${cell(head.machine.node)}.`,
    `Bytes: what write(2) acknowledged and no log holds, or what the log holds and the engine's own logs command does not give back. ${NOT_RUN} nothing ran.`,
    "",
    ...(rows.length === 0
      ? ["No case of this run had a fault."]
      : [
          `| fault | fds 1 and 2 | ${names.join(" | ")} |`,
          `|---|---|${names.map(() => "---|").join("")}`,
          ...rows.map((row) => rowText(row, byId)),
        ]),
    "",
  ].join("\n");
}

function name(text: string): string {
  return cell(cut(text, LONGEST_NAME));
}

function rowText({ fault, strategy, cells }: ScoreRow, byId: ReadonlyMap<string, CaseResult>): string {
  const texts = cells.map((one) => {
    const words = one
      ? cellWords(
          one,
          one.ids.flatMap((id) => byId.get(id) ?? []),
        )
      : [];
    return words.length === 0 ? NOT_RUN : words.map(cell).join("<br>");
  });
  return `| ${name(faultName(fault))} | ${name(strategy ?? "")} | ${texts.join(" | ")} |`;
}
