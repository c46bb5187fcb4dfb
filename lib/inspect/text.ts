import type { Paint } from "../reporters/colour.ts";
import { wrappedWords } from "../reporters/progress/wrapped.ts";
import { visible } from "../reporters/visible-text.ts";
import type { InspectedStream, Inspection, Risk } from "./inspection.ts";

const LEVELS = {
  "at risk": { sign: "✘", style: "red" },
  "not known": { sign: "?", style: "yellow" },
  safe: { sign: "✔", style: "green" },
} as const;
const NAMES = ["stdin", "stdout", "stderr"];
const WIDTH = 96;
const INDENT = 6;

/** For people: the verdict first, then what stands behind it. */
export function inspectionLines(
  { target, pid, program, streams }: Inspection,
  risks: readonly Risk[],
  paint: Paint,
): string[] {
  const worst = risks.some(({ level }) => level === "at risk") ? "at risk" : "safe";
  const { sign, style } = LEVELS[worst];
  const who = target === String(pid) ? `process ${pid}` : `${target}, process ${pid}`;
  return [
    `${paint(style, `${sign} ${worst}`)} · ${visible(who)}`,
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
}: InspectedStream): string {
  if (kind === "closed") return "closed";
  const flags = [append && "O_APPEND", nonblock && "O_NONBLOCK"].filter(Boolean).join(" ");
  return [
    kind === "pipe" || kind === "socket" ? target : `${kind} ${target}`,
    filesystem && `on ${filesystem.type} (${filesystem.source})`,
    state && state !== "good" ? state.toUpperCase() : null,
    readers && (readers.length > 0 ? `read by ${readers.map(readerWords).join(", ")}` : "READ BY NOBODY"),
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

function riskLines({ fault, fds, level, consequence, shownBy }: Risk, paint: Paint): string[] {
  const { sign, style } = LEVELS[level];
  return [
    `  ${paint(style, sign)} ${paint("bold", fault)} (fd ${fds.join(", ")}): ${level}`,
    ...wrappedWords(consequence, WIDTH - INDENT).map((line) => " ".repeat(INDENT) + line),
    `${" ".repeat(INDENT)}${paint("dim", `shown by: fd012 run ${shownBy}`)}`,
  ];
}
