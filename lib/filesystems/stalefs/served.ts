import type { FaultTable } from "./fault-table.ts";
import type { HandleTable } from "./handles.ts";
import type { NodeTable } from "./nodes.ts";
import type { Request } from "./wire.ts";

/** All that a request can read or change. */
export interface Served {
  readonly nodes: NodeTable;
  readonly handles: HandleTable;
  readonly faults: FaultTable;
}

/**
 * Does one request. Returns what follows the header of the answer, or undefined where there must be no answer.
 * @throws Failure, or the system's error: its errno is the answer
 */
export type Operation = (served: Served, request: Request) => Buffer | undefined;
