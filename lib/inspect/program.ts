import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { glibcVersion } from "../images/glibc-version.ts";
import type { InspectedProgram } from "./inspection.ts";

/** By proc(5) alone. @throws the errors of open(2): ENOENT and ESRCH where the process is gone, EACCES where it is another user's */
export function inspectProgram(pid: number): InspectedProgram {
  const executable = readlinkSync(`/proc/${pid}/exe`);
  const isNode = /^node(js)?$/.test(basename(executable.replace(/ \(deleted\)$/, "")));
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    ...{ executable, isNode },
    nodeVersion: isNode ? nodeVersion(pid) : null,
    libc: libcOf(pid),
    isPid1: /^NSpid:.*\s1$/m.test(status),
    handles: handled(status),
  };
}

const MARK = Buffer.from("/download/release/v"); // process.release.sourceUrl stands in the binary.

function nodeVersion(pid: number): string | null {
  try {
    const bytes = readFileSync(`/proc/${pid}/exe`);
    const at = bytes.indexOf(MARK);
    const text = at < 0 ? "" : bytes.toString("latin1", at + MARK.length, at + MARK.length + 16);
    return /^\d+\.\d+\.\d+/.exec(text)?.[0] ?? null;
  } catch {
    return null;
  }
}

/** Of the library that it has mapped, under the process's own root. */
function libcOf(pid: number): string | null {
  const maps = readFileSync(`/proc/${pid}/maps`, "utf8");
  const path = /\s(\/\S*(?:libc\.so\.6|libc-\d[\d.]*\.so|ld-musl[^\s/]*))$/m.exec(maps)?.[1];
  if (!path) return null;
  if (path.includes("ld-musl")) return "musl";
  try {
    const version = glibcVersion(`/proc/${pid}/root${path}`);
    return version ? `glibc ${version}` : null;
  } catch {
    return null;
  }
}

const SIGNALS = { SIGABRT: 6, SIGSEGV: 11, SIGPIPE: 13 };

function handled(status: string): string[] {
  const mask = BigInt(`0x${/^SigCgt:\s*(\w+)/m.exec(status)?.[1] ?? "0"}`);
  return Object.entries(SIGNALS)
    .filter(([, number]) => (mask >> BigInt(number - 1)) & 1n)
    .map(([name]) => name);
}
