import { join } from "node:path";
import { quoted } from "../host/shell-words.ts";
import { packageRoot } from "../package-root.ts";
import type { RunOptions } from "./selection.ts";

/** Whoever turned the virtual machine on judges what comes out of it. */
const JUDGING = ["failOn", "allowNew", "allowGone", "allowSkipped"];
/** Options that are this machine's business. */
const OURS: readonly string[] = [
  "vm",
  "vmMemory",
  "out",
  "reporter",
  "baseline",
  "expect",
  "conmon",
  "fromFile",
  ...JUDGING,
];

/** The words of a shell that run the same selection inside a virtual machine; init puts the port's name into FD012_EVENTS. */
export function guestCommand(patterns: readonly string[], options: RunOptions): string[] {
  const theirs = Object.entries(options).filter(([name]) => !OURS.includes(name));
  const words = [
    "run",
    ...theirs.flatMap(([name, value]) => optionWords(name, value)),
    ...["--out", "/tmp/report"],
    ...patterns,
  ];
  const program = [process.execPath, join(packageRoot, "dist/cli.js"), ...words].map(quoted);
  return [...program, "--reporter", '"events=$FD012_EVENTS"'];
}

// As the command line names them: what comes to be an option of `run` is one inside, too.
function optionWords(name: string, value: unknown): string[] {
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (name === "kernelTrace") return value === false ? ["--no-kernel-trace"] : []; // The one that is on unless it is switched off.
  if (value === undefined || value === false) return [];
  if (value === true) return [option];
  return [value].flat().flatMap((one) => [option, String(one)]);
}
