import type { ChildProcess } from "node:child_process";
import type { Fate } from "../results/schema.ts";

/** Characters kept of what a child says, unless told otherwise: the last ones, where it tells why it gave up. */
const MOST_SAID = 8_192;

/** How a child ends. Never rejects, and never resolves where it could not be started. */
export function fateOf(child: ChildProcess): Promise<Fate> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) =>
      resolve(signal ? { kind: "signal", signal } : { kind: "exit", code: code as number }),
    );
  });
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** What a child writes to its stderr, as far as it has come. */
export function wordsOf(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  return () => said;
}
