import { existsSync } from "node:fs";
import { mayMount } from "../lib/host/namespace.ts";
import { findProgram } from "../lib/host/programs.ts";

function missingProgram(name: string): string | null {
  return findProgram(name) ? null : `there is no ${name} on this machine`;
}

/** What some tests cannot do without, and why it is not there: null where it is. */
const missing = {
  root: () => (mayMount() ? null : "only root (CAP_SYS_ADMIN) can do this"),
  fuse: () => (existsSync("/dev/fuse") ? null : "there is no /dev/fuse"),
  bwrap: () => missingProgram("bwrap"),
  nspawn: () => missingProgram("systemd-nspawn"),
  podman: () => missingProgram("podman"),
  runc: () => missingProgram("runc"),
  crun: () => missingProgram("crun"),
  runsc: () => missingProgram("runsc"),
  lxc: () => missingProgram("lxc-start"),
  tracefs: () => (existsSync("/sys/kernel/tracing") ? null : "this kernel has no tracefs"),
};

/**
 * Options for a test that needs something of the machine: skipped with the reason where that is missing.
 * @throws where FD012_REQUIRE, words separated by spaces, says that it must be there: then the test fails
 */
export function needs(...words: (keyof typeof missing)[]): { skip: string | false } {
  const required = new Set((process.env.FD012_REQUIRE ?? "").split(/[\s,]+/));
  for (const word of words) {
    const reason = missing[word]();
    if (reason !== null && required.has(word)) throw new Error(`FD012_REQUIRE asks for ${word}: ${reason}`);
    if (reason !== null) return { skip: reason };
  }
  return { skip: false };
}
