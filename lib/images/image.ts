import type { ProgramName } from "./programs.ts";

/** What runs as PID 1: a root file system and what is known of the program in it. Plain data. */
export interface Image {
  /** `node:20.20.2`; unique in a run. */
  readonly name: string;
  /** As the user asked for it (`node`, `node:20`), which names the same case on any machine; the name where nobody did. */
  readonly asked?: string;
  readonly program: ProgramName;
  /** Directory that becomes PID 1's root; shared by all cases and never written to. */
  readonly rootfs: string;
  /** What is executed, before the workload's own arguments. */
  readonly entrypoint: readonly string[];
  /** Whether the program is node, whose exit path looks at fds 0–2. */
  readonly isNode: boolean;
  /** `glibc 2.36`, `musl`. */
  readonly libc: string;
  /** As `process.arch` names it. */
  readonly architecture: string;
}

/** Directories and links that a rootfs has besides its files: mount points, and the links that runtime-spec demands. */
export const mountPoints = ["proc", "dev", "fd012", "log", "tmp", "etc"] as const;
export const deviceLinks = {
  fd: "/proc/self/fd",
  stdin: "/proc/self/fd/0",
  stdout: "/proc/self/fd/1",
  stderr: "/proc/self/fd/2",
};
