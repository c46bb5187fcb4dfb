import type { Inspection, Risk } from "../inspection.ts";
import { deletedLog } from "./deleted-log.ts";
import type { FaultRisks } from "./fault.ts";
import { fullDisk } from "./full-disk.ts";
import { hungUpTerminal } from "./hung-up-terminal.ts";
import { notJudged } from "./not-judged.ts";
import { readerEnds } from "./reader-ends.ts";
import { readerStops } from "./reader-stops.ts";
import { serverStops } from "./server-stops.ts";
import { staleBehindPipe } from "./stale-behind-pipe.ts";

const faults: readonly FaultRisks[] = [
  deletedLog,
  staleBehindPipe,
  readerEnds,
  readerStops,
  fullDisk,
  serverStops,
  hungUpTerminal,
  notJudged,
];

/** Each fault that the suite inflicts and that concerns this process. */
export function risksOf(inspection: Inspection): Risk[] {
  return faults.flatMap((fault) => fault(inspection));
}
