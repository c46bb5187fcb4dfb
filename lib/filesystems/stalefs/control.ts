import type { FaultErrno, FaultOperation } from "../filesystem.ts";
import type { FaultTable } from "./fault-table.ts";

/**
 * The control channel: one JSON object a line, `Command` in and `Reply` out. Before the first reply the server says
 * once whether it is `Ready`.
 */
type Command = { readonly id: number } & Order;

export type Order =
  | {
      readonly do: "answer";
      readonly path: string;
      readonly operations: readonly FaultOperation[];
      readonly errno: FaultErrno;
    }
  | { readonly do: "stall" | "clear"; readonly path: string };

export type Reply =
  | { readonly id: number; readonly ok: true }
  | { readonly id: number; readonly ok: false; readonly error: string };

export type Ready =
  | { readonly ready: true }
  | { readonly ready: false; readonly code: string; readonly error: string };

/** Obeys one line; `resume` is called after faults were cleared. */
export function obey(line: string, faults: FaultTable, resume: () => void): Reply {
  let id = 0;
  try {
    const command = JSON.parse(line);
    id = Number(command.id);
    check(command);
    if (command.do === "answer") faults.answer(command.path, command.operations, command.errno);
    else faults[command.do](command.path);
    if (command.do === "clear") resume();
    return { id, ok: true };
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function check(command: Record<string, unknown>): asserts command is Command {
  if (command.do !== "answer" && command.do !== "stall" && command.do !== "clear") {
    throw new Error(`cannot do ${JSON.stringify(command.do)}`);
  }
  if (typeof command.path !== "string") throw new Error("path must be a string");
  if (command.do !== "answer") return;
  if (!Array.isArray(command.operations)) throw new Error("operations must be a list");
  const unknown = command.operations.find((operation) => !operations.has(operation));
  if (unknown !== undefined) throw new Error(`unknown operation ${JSON.stringify(unknown)}`);
  if (!errnos.has(command.errno)) throw new Error(`unknown errno ${JSON.stringify(command.errno)}`);
}

const operations: ReadonlySet<unknown> = new Set<FaultOperation>([
  "getattr",
  "setattr",
  "lookup",
  "open",
  "read",
  "write",
  "flush",
  "fsync",
  "create",
]);

const errnos: ReadonlySet<unknown> = new Set<FaultErrno>([
  "EIO",
  "ENOSPC",
  "EDQUOT",
  "EACCES",
  "ESTALE",
  "EROFS",
]);
