import { basename } from "node:path";
import type { Paint } from "../reporters/colour.ts";
import { visible } from "../reporters/visible-text.ts";
import type { InspectedStream, Judged, Machine, Unseen } from "./inspection.ts";
import { LEVEL_SIGNS } from "./level-signs.ts";
import { logOf } from "./risks/descriptors.ts";

const HEADINGS = ["LEVEL", "CONTAINER", "PID", "PROGRAM", "HARMS", "LOG"];

/** For people: what is worst in one line, then a line a container, the worst first, then the engines that were asked. */
export function machineLines(machine: Machine, paint: Paint): string[] {
  const { sign, style } = LEVEL_SIGNS[machine.level];
  const rows = machine.containers.map(cellsOf);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [
    `${paint(style, `${sign} ${machine.level}`)} · ${visible(summary(machine))}`,
    "",
    ...(rows.length > 0 ? [paint("bold", `  ${line(HEADINGS)}`)] : []),
    ...machine.containers.map((row, index) => {
      const mark = LEVEL_SIGNS[row.level];
      return `${paint(mark.style, mark.sign)} ${line(rows[index] ?? [])}`;
    }),
    ...(rows.length > 0 ? [""] : []),
    ...machine.engines.map(engineLine),
  ];
}

function summary({ containers, logOn, elsewhere }: Machine): string {
  const counts = (["at risk", "not known", "safe"] as const)
    .map((level) => ({ level, count: containers.filter((row) => row.level === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`);
  const total = containers.length + elsewhere;
  const found = `${total} container${total === 1 ? "" : "s"}`;
  if (logOn === null) return [found, ...counts].join(", ");
  const on = containers.length === 0 ? ["none has its log"] : counts;
  return `${found}; on ${logOn}: ${on.join(", ")}${elsewhere > 0 ? `; ${elsewhere} elsewhere` : ""}`;
}

function cellsOf(row: Judged | Unseen): string[] {
  const problem = "problem" in row;
  return [
    row.level,
    visible(row.target),
    String(row.pid),
    problem ? "?" : visible(programWord(row)),
    row.harms.join(", ") || "-",
    visible(problem ? row.problem : logWords(row)),
  ];
}

function programWord({ program }: Judged): string {
  return program.isNode ? `node ${program.nodeVersion ?? "?"}` : basename(program.executable);
}

function logWords({ streams }: Judged): string {
  return [...new Set(streams.filter(({ fd, kind }) => fd > 0 || kind === "file").map(streamWord))].join(", ");
}

function streamWord(stream: InspectedStream): string {
  const log = logOf(stream);
  const behind = log
    ? `${log.filesystem ? `${log.filesystem.source} (${log.filesystem.type})` : "a file system that is not known"}${bad(log.state)}`
    : "";
  if (stream.kind === "file") return behind;
  if (stream.kind !== "pipe" && stream.kind !== "fifo")
    return stream.kind === "not known" ? "not known" : stream.kind;
  const readers = stream.readers?.map(({ name }) => name).join(", ");
  const whom = readers === undefined ? "somebody" : readers || "nobody";
  return `${stream.kind} to ${whom}${log ? `, ${behind}` : readers === "" ? "" : ", log not known"}`;
}

const bad = (state: InspectedStream["state"]) => (state && state !== "good" ? ` ${state.toUpperCase()}` : "");

function engineLine({ engine, level, containers, problem }: Machine["engines"][number]): string {
  if (problem === null) return `  ${engine}: ${containers} running`;
  return level === "safe"
    ? `  ${engine}: not running (${visible(problem)})`
    : `? ${engine}: cannot be asked, and its containers may be missing above: ${visible(problem)}`;
}
