import { DeadlineError } from "../errors.ts";
import { remaining, within } from "../host/deadline.ts";
import { isAlive } from "../host/run-directory.ts";
import type { Fate, Observation, Wiring } from "../results/schema.ts";
import { MOST_SAID, type Running } from "../runtimes/runtime.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { answersOf } from "./answers.ts";
import type { Case, Stage } from "./case.ts";
import { collectEvidence } from "./collect-evidence.ts";
import type { ControlDirectory } from "./control-directory.ts";
import { whereItHangs } from "./hang.ts";
import type { StreamName, Writes } from "./ledger.ts";
import { leftovers } from "./leftovers.ts";
import type { CaseLog } from "./log.ts";
import { processorSeconds, spins } from "./processor-time.ts";
import type { Told } from "./told.ts";

const DRAIN_DEADLINE = 5_000;
const REPORT_GRACE = 1_000;

/** A container whose workload waits for the fault, or has gone on. */
export interface Started {
  readonly running: Running;
  readonly stdio: Stdio;
  readonly control: ControlDirectory;
  readonly wiring: Wiring | null;
  /** Start time of the workload: with the pid, its identity. */
  readonly birth: string | null;
}

/**
 * Waits for the end, or for the deadline, which is an observation too, and gathers everything that can be known of it.
 * @param deadline as performance.now() counts
 */
export async function observeEnd(
  one: Case,
  stage: Stage,
  { running, stdio, control, wiring, birth }: Started,
  log: CaseLog,
  deadline: number,
): Promise<Observation> {
  const isUp = () => birth === null || isAlive({ pid: running.hostPid, startTime: birth });
  const { reported, hasEnded } = await reportedFate(running, log, deadline, isUp);
  await log.startServer();
  const drained = reported.kind === "hang" ? stdio.close() : stdio.drained();
  await within(drained, DRAIN_DEADLINE, "the end of the shim");
  const said = await log.text("stderr", stdio);
  const answers = answersOf(control.last("answered"));
  const { actual, evidence } = await collectEvidence(one, stage, running, { reported, hasEnded }, said);
  return {
    wiring,
    fate: { actual, reported },
    ledger: await log.ledger(writesOf(control), stdio),
    evidence,
    ...(answers && { answers }),
    leftovers: [...leftovers(running.hostPid, birth, control.path), ...((await running.leftovers?.()) ?? [])],
    said: running.said().slice(-MOST_SAID),
  };
}

async function reportedFate(
  running: Running,
  log: CaseLog,
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
    const killed = running.kill();
    await log.startServer();
    await killed;
    const hang = (more: object = {}): Told => ({
      reported: { kind: "hang", where: place, ...more },
      hasEnded,
    });
    if (hasEnded || before === null || after === null) return hang();
    const used = after - before;
    if (!spins(used, waited)) return hang();
    const share = `${used.toFixed(1)} s of processor time in ${waited.toFixed(1)} s`;
    return hang({ spin: true, where: `it spins, ${share}: ${place}` });
  }
}

// A PID 1 that ended right at the deadline has a runtime that is about to tell it.
async function wordInTheEnd(running: Running): Promise<Fate | null> {
  try {
    return await within(running.exited, REPORT_GRACE, "the runtime's word");
  } catch (error) {
    if (error instanceof DeadlineError) return null;
    throw error;
  }
}

/** What the workload says that write(2) took. */
export function writesOf(control: ControlDirectory): Partial<Record<StreamName, Writes>> {
  return (control.last("wrote")?.streams ?? {}) as Partial<Record<StreamName, Writes>>;
}
