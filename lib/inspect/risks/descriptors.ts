import type { InspectedStream, Inspection, KeptLog } from "../inspection.ts";

export const outputs = ({ streams }: Inspection) => streams.filter(({ fd }) => fd > 0);
export const fdsOf = (streams: readonly InspectedStream[]) => streams.map(({ fd }) => fd);
export const isFile = ({ kind }: InspectedStream) => kind === "file";
export const isPipe = ({ kind }: InspectedStream) => kind === "pipe" || kind === "fifo";
/** Somebody is known to read it besides the process itself. */
export const isRead = (one: InspectedStream, pid: number) =>
  isPipe(one) && (one.readers ?? []).some((reader) => reader.pid !== pid);
export const isUnread = (one: InspectedStream, pid: number) =>
  isPipe(one) && one.readers !== null && !isRead(one, pid);

/** The log of a descriptor: the file that it is, or the one that the reader of its pipe keeps. */
export function logOf(one: InspectedStream): KeptLog | null {
  if (one.kind !== "file") return one.log;
  return { path: one.target, filesystem: one.filesystem, state: one.state, free: one.free };
}
