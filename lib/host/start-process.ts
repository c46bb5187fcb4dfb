import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { MachineError } from "../errors.ts";

/** A program of the suite's that could not be started. */
export class SpawnError extends MachineError {
  /** ENOENT, EMFILE … */
  readonly reason: string;

  constructor(program: string, { code, message }: NodeJS.ErrnoException) {
    super("SPAWN", `${program} could not be started: ${reasons[code ?? ""] ?? message}.`);
    this.reason = code ?? message;
  }
}

/**
 * Starts a program and resolves once it runs. Where it cannot be started, node tells that by an event which ends the whole process unless
 * somebody listens, and where descriptors have run out the child has no streams at all; here it is always an error of whoever asked.
 * @throws SpawnError
 */
export async function startProcess(words: readonly string[], options: SpawnOptions): Promise<ChildProcess> {
  const [program = "", ...rest] = words;
  try {
    const child = spawn(program, rest, options);
    await once(child, "spawn");
    child.on("error", () => {}); // A signal that cannot be sent: whoever waits for the end has a deadline.
    for (const stream of child.stdio) stream?.on("error", () => {}); // A pipe whose reader has gone; the end tells more.
    return child;
  } catch (error) {
    throw new SpawnError(program, error as NodeJS.ErrnoException);
  }
}

const reasons: Record<string, string> = {
  EMFILE: "this process has no descriptor left (EMFILE)",
  ENFILE: "this machine has no descriptor left (ENFILE)",
  EAGAIN: "this machine, user or control group has no process left (EAGAIN)",
  ENOMEM: "there is not enough memory (ENOMEM)",
  ENOENT: "there is no such program (ENOENT)",
  EACCES: "it may not be executed (EACCES)",
};
