import type { RunEvent } from "../results/schema.ts";

/** A consumer of the one event stream. It sees plain data only and never influences the run. */
export interface Reporter {
  on(event: RunEvent): void;
  /** Flushes and closes; called once, after `run-end` or when the run was interrupted. */
  done(): Promise<void>;
}

/** Where a reporter writes; `isTTY` and `columns` are those of a terminal, absent for a file. */
export interface Sink {
  write(text: string): void;
  end(): Promise<void>;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Bytes that fit; absent where nobody counts them. */
  readonly room?: number;
}

/** A line of `table.ts`. */
export interface ReporterKind {
  readonly name: string;
  readonly summary: string;
  /** Where it writes unless told otherwise by `--reporter NAME=FILE`. */
  readonly destination: "stderr" | "stdout" | "run-directory";
  /** Its file's name in the run directory; null where it only makes sense as it happens. */
  readonly file: string | null;
  /** Whether every run's directory gets that file, asked for or not. */
  readonly always: boolean;
  /** A file of the CI's that gets it too: the variable that names it, and how many bytes it takes in all. */
  readonly jobSummary?: { readonly variable: string; readonly most: number };
  /**
   * How its file comes to be. `appended`: what was written is in the file at once, whatever becomes of the run.
   * `whole`: the file appears complete at the end, or not at all.
   */
  readonly writing: "appended" | "whole";
  /** What it writes are commands to a CI, which nothing else that is printed may be. */
  readonly isCommands?: true;
  /** Loads the reporter on demand: a run pays for those it uses. */
  create(sink: Sink): Promise<Reporter>;
}
