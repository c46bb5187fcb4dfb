import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { LONGEST_LINE } from "./answers-file.ts";
import { type MessageName, type MessageOf, parseMessage } from "./messages.ts";

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/**
 * The first message in a file of answers, for whoever has no ControlDirectory; null while it is not whole. No more is read than one line may
 * have, and of nothing else than a file.
 * @param path on the host
 * @throws where it is another message, or none
 */
export function firstMessage<N extends MessageName>(path: string, name: N): MessageOf<N> | null {
  const line = firstLine(path);
  if (line === null) return null;
  const message = parseMessage(line)?.message;
  if (message?.event !== name) throw new Error(`the workload's first line is not its message "${name}"`);
  return message as MessageOf<N>;
}

function firstLine(path: string): string | null {
  const fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!fstatSync(fd).isFile()) throw new Error(`${path} is a file no more`);
    const bytes = Buffer.alloc(LONGEST_LINE);
    const n = readSync(fd, bytes, 0, bytes.length, 0);
    const end = bytes.subarray(0, n).indexOf("\n");
    if (end === -1 && n === bytes.length) throw new Error("the workload's first line has no end");
    return end === -1 ? null : bytes.toString("utf8", 0, end);
  } finally {
    closeSync(fd);
  }
}
