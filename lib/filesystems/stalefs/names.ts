import { Opcode } from "./opcodes.ts";
import type { Request } from "./wire.ts";

/** A directory entry that a request is about. */
export interface Name {
  readonly parentId: number;
  readonly name: Buffer;
}

/** The entries that a request names, in the order of the wire; none for requests that concern a node by its id. */
export function namesOf(request: Request): readonly Name[] {
  const parentId = request.nodeId;
  const offset = offsets[request.opcode];
  if (offset === undefined) return [];
  const name = request.name(offset);
  if (request.opcode !== Opcode.RENAME && request.opcode !== Opcode.RENAME2) return [{ parentId, name }];
  const newName = request.name(offset + name.length + 1);
  return [
    { parentId, name },
    { parentId: request.u64(0), name: newName },
  ];
}

/** Where the name stands, after the request's own struct. */
const offsets: Readonly<Record<number, number>> = {
  [Opcode.LOOKUP]: 0,
  [Opcode.SYMLINK]: 0,
  [Opcode.MKNOD]: 16,
  [Opcode.MKDIR]: 8,
  [Opcode.UNLINK]: 0,
  [Opcode.RMDIR]: 0,
  [Opcode.RENAME]: 8,
  [Opcode.RENAME2]: 16,
  [Opcode.LINK]: 8,
  [Opcode.CREATE]: 16,
};
