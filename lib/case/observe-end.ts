import type { Channel } from "../control/channel.ts";
import { DeadlineError } from "../errors.ts";
import { remaining, within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { writersTo } from "../host/pipe-ends.ts";
import { identify, initialVariable, isAlive, type ProcessIdentity, signalProcess } from "../host/process.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { Writes } from "../log/tally.ts";
import { whereItHangs } from "../observe/hang.ts";
import { leftovers } from "../observe/leftovers.ts";
import { processorSeconds, spins } from "../observe/processor-time.ts";
import type { Told } from "../observe/told.ts";
import type { Fate, Observation, StreamLedger, Wiring } from "../results/schema.ts";
import type { Running } from "../runtimes/runtime.ts";
import { MOST_SAID } from "../runtimes/start-errors.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { collectEvidence } from "./collect-evidence.ts";
import type { Started } from "./phases.ts";
import type { Setting } from "./setting.ts";

/**
 * Waits for the end, or for the deadline, which is an observation too, and gathers everything that can be known of it.
 * @param deadline as performance.now() counts
 */
export async function observeEnd(
  { one, stage, inflictions }: Pick<Setting, "one" | "stage" | "inflictions">,
  { running, stdio, log, control, channel, wiring, placement, birth, outlived }: Started,
  deadline: number,
): Promise<Observation> {
  // Whoever waits for what a fault has stopped goes on, and can end: even a killed process asks a server once more before.
  const undoFaults = () => inflictions.undoAll();
  const isUp = () => birth === null || isAlive({ pid: running.hostPid, startTime: birth });
  const end = await reportedFate(running, undoFaults, deadline, isUp);
  const { isUnended = false } = end;
  const isOutlived = await outlived.look();
  const told = { ...end, isKilled: isOutlived && (await endOutliving(running, undoFaults)) };
  await undoFaults();
  const held = await drained(stdio, wiring, told.reported.kind === "hang");
  const said = await log.holds.text("stderr", stdio);
  const answers = channel.last("answered")?.answers;
  const { actual, evidence } = await collectEvidence(one, stage, running, told, said);
  const observation = {
    wiring,
    fate: { actual, reported: reportOf(running, told), ...(isOutlived && { outlived: true }) },
    ledger: (await log.ledger(writesOf(channel), stdio)).map((stream) => asSpoken(stream, one.test.speaks)),
    placement,
    evidence,
    ...(answers && { answers }),
    leftovers: [
      ...(isOutlived ? [`PID 1 (process ${running.hostPid}) outlived its runtime`] : []),
      ...(isUnended ? [`the container of process ${running.hostPid}, which could not be ended`] : []),
      ...leftovers(running.hostPid, isOutlived || isUnended ? null : birth, control.path),
      ...held.map(({ words }) => words),
      ...(isUnended ? [] : ((await running.leftovers?.()) ?? [])), // Of one that goes on all is still needed.
    ],
    said: running.said().slice(-MOST_SAID),
  };
  endOwn(held, control.path);
  return observation;
}

/** Ends a PID 1 whose runtime has ended. @returns whether it was still there */
async function endOutliving({ process }: Running, undoFaults: () => Promise<void>): Promise<boolean> {
  if (process === null || !signalProcess(process, "SIGKILL")) return false;
  await undoFaults(); // What waits for a file system does not die before.
  await isGoneWithin(process, deadline("end of a killed runtime"));
  return true;
}

/** Ends those of the holders that the runtime has started for this case: nobody else will. @param label see ContainerSpec */
function endOwn(held: readonly Held[], label: string): void {
  for (const { process } of held)
    if (process && initialVariable(process.pid, "FD012_LABEL") === label) signalProcess(process, "SIGKILL");
}

function asSpoken(ledger: StreamLedger, speaks: readonly StreamName[] = []): StreamLedger {
  const { stream, foreign } = ledger;
  return foreign > 0 && speaks.includes(stream) ? { ...ledger, foreign: 0, spoken: foreign } : ledger;
}

/** What the runtime told its caller; of what the suite's own process waited for, nobody did. */
function reportOf({ unreported }: Running, { reported, hasEnded }: Told): Fate {
  if (unreported === undefined) return reported;
  if (reported.kind === "hang" && hasEnded)
    throw new Error("PID 1 has ended, and the suite's own process that waits for it has not seen it");
  return { kind: "unknown", reason: unreported, byDesign: true };
}

/**
 * Resolves once all that PID 1 wrote is in the log. Somebody may still hold what PID 1 wrote to, long after its end: that is an observation, and
 * who it is comes back in words. If it is nobody but the suite, the suite is at fault.
 * @throws DeadlineError
 */
async function drained(stdio: Stdio, wiring: Wiring | null, hangs: boolean): Promise<Held[]> {
  if (hangs) {
    await within(stdio.close(), deadline("end of the output"), "the end of the shim");
    return [];
  }
  try {
    await within(stdio.drained(), deadline("end of the output"), "the end of the shim");
    return [];
  } catch (error) {
    const holders = error instanceof DeadlineError ? writersOf(wiring) : [];
    if (holders.length === 0) throw error;
    await within(stdio.close(), deadline("end of the output"), "the end of the shim");
    return holders;
  }
}

/** Somebody who still holds what PID 1 wrote to. */
interface Held {
  /** Null where it has gone since. */
  readonly process: ProcessIdentity | null;
  readonly words: string;
}

/** Who else than the suite could still write to the pipes that fds 1 and 2 of PID 1 are. */
function writersOf(wiring: Wiring | null): Held[] {
  return [1, 2].flatMap((fd) => {
    const { target = "", kind } = wiring?.streams[fd] ?? {};
    if (kind !== "pipe") return [];
    return writersTo(target)
      .filter(({ pid }) => pid !== process.pid)
      .map(({ pid, name }) => ({
        process: identify(pid),
        words: `${name} (${pid}) holds the pipe of fd ${fd} open for writing`,
      }));
  });
}

async function reportedFate(
  running: Running,
  undoFaults: () => Promise<void>,
  deadline: number,
  isUp: () => boolean,
): Promise<Told> {
  const began = performance.now();
  const before = processorSeconds(running.hostPid);
  try {
    const reported = await within(running.exited, remaining(deadline), "the end of PID 1");
    return { reported, hasEnded: true };
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const hasEnded = !isUp();
    const word = hasEnded ? await wordInTheEnd(running) : null;
    if (word) return { reported: word, hasEnded };
    const place = hasEnded ? "PID 1 has ended, and who waits for it goes on" : whereItHangs(running.hostPid);
    const after = processorSeconds(running.hostPid);
    const waited = (performance.now() - began) / 1000;
    const isUnended = !(await isEnded(running, undoFaults, isUp));
    const hang = (more: object = {}): Told => ({
      reported: { kind: "hang", where: place, ...more },
      ...{ hasEnded, isUnended },
    });
    if (hasEnded || before === null || after === null) return hang();
    const used = after - before;
    if (!spins(used, waited)) return hang();
    const share = `${used.toFixed(1)} s of processor time in ${waited.toFixed(1)} s`;
    return hang({ spin: true, where: `it spins, ${share}: ${place}` });
  }
}

/** Ends what hangs. @returns whether it could be: a container that nobody can end is an observation. What else goes wrong is thrown. */
async function isEnded(
  running: Running,
  undoFaults: () => Promise<void>,
  isUp: () => boolean,
): Promise<boolean> {
  // Both at once: what waits for a file system does not die before its server goes on.
  const [killed, started] = await Promise.allSettled([running.kill(), undoFaults()]);
  if (started.status === "rejected") throw started.reason;
  if (killed.status === "fulfilled") return true;
  if (killed.reason instanceof DeadlineError || isUp()) return false;
  throw killed.reason;
}

// A PID 1 that ended right at the deadline has a runtime that is about to tell it.
async function wordInTheEnd(running: Running): Promise<Fate | null> {
  try {
    return await within(running.exited, deadline("report of the end"), "the runtime's word");
  } catch (error) {
    if (error instanceof DeadlineError) return null;
    throw error;
  }
}

/** What the workload says that write(2) took. */
export function writesOf(channel: Pick<Channel, "last">): Partial<Record<StreamName, Writes>> {
  return channel.last("wrote")?.streams ?? {};
}
