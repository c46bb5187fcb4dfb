import type { InspectedStream, Risk } from "../inspection.ts";
import { fdsOf, isFile, isPipe, isUnread, logOf, outputs } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";

/** Of the log itself, and of the one that the reader of a pipe keeps. */
export const fullDisk: FaultRisks = (inspection) => {
  const files = outputs(inspection).filter(isFile);
  const pipes = outputs(inspection).filter((one) => isPipe(one) && !isUnread(one, inspection.pid));
  return [
    ...byRoom(
      "the disk of the log is full",
      files,
      "writes fail with ENOSPC, and the program decides whether output is lost",
    ),
    ...byRoom(
      "the disk behind the pipe is full",
      pipes,
      "PID 1 goes on, and what its reader cannot store is lost without an error",
    ),
  ];
};

function byRoom(fault: string, streams: readonly InspectedStream[], consequence: string): Risk[] {
  const shown = { fault, shownBy: "disk/full" };
  const room = (one: InspectedStream) => logOf(one)?.free ?? null;
  const full = streams.filter((one) => room(one) === 0);
  const unknown = streams.filter((one) => room(one) === null);
  const free = streams.filter((one) => (room(one) ?? 0) > 0);
  const least = Math.min(...free.map((one) => room(one) ?? 0));
  const risks: Risk[] = [
    {
      ...{ ...shown, fds: fdsOf(full), level: "at risk", harms: ["lost"] },
      consequence: `it is full now: ${consequence}`,
    },
    {
      ...{ ...shown, fds: fdsOf(unknown), level: "not known", harms: ["lost"] },
      consequence: `how much space is left is not known; once the disk is full, ${consequence}`,
    },
    {
      ...{ ...shown, fds: fdsOf(free), level: "safe", harms: [] },
      consequence: `while there is space, ${mebibytes(least)} now; once the disk is full, ${consequence}`,
    },
  ];
  return risks.filter(({ fds }) => fds.length > 0);
}

function mebibytes(bytes: number): string {
  return bytes < 1_048_576 ? `${bytes} bytes` : `${Math.floor(bytes / 1_048_576)} MiB`;
}
