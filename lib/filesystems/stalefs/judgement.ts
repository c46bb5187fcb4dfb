import { constants } from "node:os";
import type { FaultOperation } from "../filesystem.ts";
import { namesOf } from "./names.ts";
import type { Fault } from "./node.ts";
import { Opcode } from "./opcodes.ts";
import type { Served } from "./served.ts";
import type { Request } from "./wire.ts";

/** To do a request, to hold it back, or the negative errno to answer. */
export type Judgement = "do" | "stall" | number;

/** What the injected faults say of a request. */
export function judge(served: Served, request: Request): Judgement {
  if (served.faults.empty) return "do";
  const operation = operationOf[request.opcode];
  if (operation === undefined && !stallable.has(request.opcode)) return "do";
  const faults = faultsOf(served, request, operation);
  const stalled = served.nodes.root.fault?.stalled || faults.some((fault) => fault.stalled);
  if (stalled && asksServer(operation)) return "stall";
  for (const fault of faults) {
    const errno = operation && fault.answers.get(operation);
    if (errno !== undefined) return -constants.errno[errno];
  }
  return "do";
}

/**
 * Nothing is ever dirty here, so that an NFS client would flush nothing; and a killed process flushes when it closes
 * its files, where it cannot be interrupted any more.
 */
function asksServer(operation: FaultOperation | undefined): boolean {
  return operation !== "flush" && operation !== "fsync";
}

function faultsOf(served: Served, request: Request, operation: FaultOperation | undefined): Fault[] {
  const names = namesOf(request);
  if (names.length === 0) return present(served.nodes.get(request.nodeId).fault);
  return names.flatMap((name) => [
    ...present(served.faults.ofName(name)),
    // Nothing can be created in a directory whose own fault says so.
    ...present(operation === "create" ? served.nodes.get(name.parentId).fault : undefined),
  ]);
}

function present(fault: Fault | undefined): Fault[] {
  return fault === undefined ? [] : [fault];
}

const operationOf: Readonly<Record<number, FaultOperation>> = {
  [Opcode.LOOKUP]: "lookup",
  [Opcode.GETATTR]: "getattr",
  [Opcode.SETATTR]: "setattr",
  [Opcode.SYMLINK]: "create",
  [Opcode.MKNOD]: "create",
  [Opcode.MKDIR]: "create",
  [Opcode.LINK]: "create",
  [Opcode.CREATE]: "create",
  [Opcode.OPEN]: "open",
  [Opcode.OPENDIR]: "open",
  [Opcode.READ]: "read",
  [Opcode.READDIR]: "read",
  [Opcode.READLINK]: "read",
  [Opcode.WRITE]: "write",
  [Opcode.FLUSH]: "flush",
  [Opcode.FSYNC]: "fsync",
  [Opcode.FSYNCDIR]: "fsync",
};

/** Requests without an operation of their own that a server which is gone does not answer either. */
const stallable: ReadonlySet<number> = new Set([
  Opcode.UNLINK,
  Opcode.RMDIR,
  Opcode.RENAME,
  Opcode.RENAME2,
  Opcode.STATFS,
  Opcode.ACCESS,
]);
