import type { Paint } from "../reporters/colour.ts";
import { wrappedWords } from "../reporters/progress/wrapped.ts";
import { visible } from "../reporters/visible-text.ts";
import type { InspectedStream, Inspection, Judged, Risk } from "./inspection.ts";
import { LEVEL_SIGNS } from "./level-signs.ts";

const NAMES = ["stdin", "stdout", "stderr"];
const WIDTH = 96;
const INDENT = 6;

/** For people: the verdict first, then what stands behind it. */
export function inspectionLines(
  { target, pid, level, harms, program, streams, risks }: Judged,
  paint: Paint,
): string[] {
  const { sign, style } = LEVEL_SIGNS[level];
  const who = target === String(pid) ? `process ${pid}` : `${target}, process ${pid}`;
  return [
    `${paint(style, `${sign} ${level}`)} · ${visible(who)}${harms.length > 0 ? ` · ${harms.join(", ")}` : ""}`,
    `  ${visible(programWords(program))}`,
    "",
    ...streams.map(
      (stream) => `  ${stream.fd} ${(NAMES[stream.fd] ?? "").padEnd(7)}${visible(streamWords(stream))}`,
    ),
    "",
    ...risks.flatMap((risk) => riskLines(risk, paint)),
  ];
}

function programWords({
  executable,
  isNode,
  nodeVersion,
  libc,
  isPid1,
  handles,
}: Inspection["program"]): string {
  const version = isNode ? ` (node ${nodeVersion ?? "of an unknown version"})` : "";
  return [
    executable + version,
    libc ?? "libc not known",
    isPid1 ? "PID 1 of its namespace" : "not PID 1",
    ...(handles.length > 0 ? [`handles ${handles.join(", ")}`] : []),
  ].join(" · ");
}

function streamWords({
  kind,
  target,
  access,
  append,
  nonblock,
  filesystem,
  state,
  readers,
  fill,
  log,
}: InspectedStream): string {
  if (kind === "closed") return "closed";
  if (kind === "not known") return "could not be read";
  const flags = [append && "O_APPEND", nonblock && "O_NONBLOCK"].filter(Boolean).join(" ");
  return [
    kind === "pipe" || kind === "socket" ? target : `${kind} ${target}`,
    filesystem && `on ${filesystem.type} (${filesystem.source})`,
    state && state !== "good" ? state.toUpperCase() : null,
    readers && (readers.length > 0 ? `read by ${readers.map(readerWords).join(", ")}` : "READ BY NOBODY"),
    log &&
      `kept in ${log.path}${log.filesystem ? ` on ${log.filesystem.type} (${log.filesystem.source})` : ""}`,
    fill && `holds ${fill.bytes} of ${fill.capacity} bytes`,
    access,
    flags,
  ]
    .filter(Boolean)
    .join(" · ");
}

function readerWords({ name, pid, state }: { name: string; pid: number; state: string }): string {
  return `${name} (${pid})${state === "T" ? ", stopped" : ""}`;
}

function riskLines({ fault, fds, level, harms, consequence, shownBy }: Risk, paint: Paint): string[] {
  const { sign, style } = LEVEL_SIGNS[level];
  const cost = harms.length > 0 ? ` · ${harms.join(", ")}` : "";
  return [
    `  ${paint(style, sign)} ${paint("bold", fault)} (fd ${fds.join(", ")}): ${level}${cost}`,
    ...wrappedWords(consequence, WIDTH - INDENT).map((line) => " ".repeat(INDENT) + line),
    ...(shownBy ? [`${" ".repeat(INDENT)}${paint("dim", `shown by: fd012 run ${shownBy}`)}`] : []),
  ];
}
