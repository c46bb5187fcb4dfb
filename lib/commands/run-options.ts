import type { AddedFiles } from "../additions/known.ts";

/** What the command line says of a run. */
export interface RunOptions extends AddedFiles {
  readonly runtime?: string[];
  /** Path of the conmon that podman is to use. */
  readonly conmon?: string;
  /** The user on whose behalf root drives the runtimes. */
  readonly as?: string;
  readonly strategy?: string[];
  readonly filesystem?: string[];
  readonly image?: string[];
  /** Patterns of tests that are left out. */
  readonly exclude?: string[];
  readonly jobs?: number;
  /** Seconds. */
  readonly timeout: number;
  readonly bail: boolean;
  /** False where the trace is left out. */
  readonly kernelTrace?: boolean;
  readonly require?: string[];
  readonly reporter?: string[];
  readonly out?: string;
  /** A stored run: only what is worse fails. */
  readonly baseline?: string;
  /** Files of expectations. */
  readonly expect?: string[];
  /** How often each case runs. */
  readonly repeat?: number;
  /** How often a case that did not pass is tried again. */
  readonly retries?: number;
  readonly allowFlaky?: boolean;
  /** Names of harms that fail the run, some separated by commas. */
  readonly failOn?: readonly string[];
  readonly allowNew?: boolean;
  readonly allowGone?: boolean;
  readonly allowSkipped?: boolean;
  /** `i/n`, or `auto`. */
  readonly shard?: string;
  /** A stored run: how long each case took. */
  readonly costs?: string;
  /** A stored run, or true for the last one: only what failed in it. */
  readonly lastFailed?: string | true | undefined;
  /** Only the plan is shown. */
  readonly dryRun?: boolean;
  /** Whether the exit code is git bisect's. */
  readonly bisect?: boolean;
  /** With `bisect`: a stored run of a revision that is known to be worse. */
  readonly bad?: string;
  /** What a project file added, as words of the command line. */
  readonly fromFile?: readonly string[];
}
