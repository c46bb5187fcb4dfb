import type { InspectedStream } from "../inspection.ts";
import { fdsOf, isRead, outputs } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";

export const readerStops: FaultRisks = (inspection) => {
  const pipes = outputs(inspection).filter((one) => isRead(one, inspection.pid));
  const stuck = pipes.filter(isStuck);
  if (stuck.length > 0)
    return [
      {
        ...{ fault: "the reader has stopped, or the pipe is full", fds: fdsOf(stuck), level: "at risk" },
        ...{ harms: ["hang"], consequence: "a write blocks now, and with it the program" },
        shownBy: "reader/stopped",
      },
    ];
  if (pipes.length === 0) return [];
  const capacity = pipes.find(({ fill }) => fill)?.fill?.capacity;
  const room = capacity ? `${capacity} bytes` : "as much as the pipe holds";
  return [
    {
      ...{
        fault: "the reader stops",
        fds: fdsOf(pipes),
        level: "safe",
        harms: [],
        shownBy: "reader/stopped",
      },
      consequence: `as long as it reads; if it stops, a write blocks after ${room}, and with it the program`,
    },
  ];
};

function isStuck({ readers, fill }: InspectedStream): boolean {
  const isStopped = readers?.every(({ state }) => /^[TtZ]$/.test(state)) ?? false;
  return isStopped || (fill !== null && fill.bytes >= fill.capacity);
}
