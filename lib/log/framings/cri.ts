import type { StreamName } from "../stream-name.ts";
import { decoderOfEntries } from "./entries.ts";
import type { Framing, Piece } from "./framing.ts";

const LONGEST_HEAD = 64;

/**
 * A k8s-file log: lines `TIME STREAM TAG TEXT`, where the tag F ends a line of output and P does not (Kubernetes' CRI logging format, conmon's
 * ctr_logging.c).
 */
export const cri: Framing = {
  name: "cri",
  tells: true,
  decoder: () => decoderOfEntries(pieceOf),
};

function pieceOf(line: Buffer): Piece | null {
  const newline = line.length - 1;
  const head = /^\S+ (stdout|stderr) ([FP]) /.exec(
    line.toString("latin1", 0, Math.min(newline, LONGEST_HEAD)),
  );
  if (!head) return null;
  const end = head[2] === "F" ? newline + 1 : newline;
  return { stream: head[1] as StreamName, bytes: line.subarray(head[0].length, end) };
}
