import { type Asserts, type Fault, seesEnd, type Tools } from "../../lib/suite.ts";

const FEW = 4_096;
/** More than two pipes and a relay's buffers hold: once it is written, whoever reads has tried to store some of it. */
const MUCH = 2 ** 18;
const LAST = 2 ** 15;
const LINE = 64;

/** PID 1 writes while its log takes nothing, and again when it does: what of the last arrives is a fact, and what was lost is counted. */
export async function flowsAgain(t: Asserts, { start, inflict, fact }: Tools, fault: Fault): Promise<void> {
  const pid1 = await start();
  const write = (bytes: number) => pid1.do({ do: "write", stream: "stdout", bytes });
  await write(FEW);
  const undo = await inflict(fault);
  const written = write(MUCH);
  // It may wait in its write: then it is given a moment, and no more.
  const isWritten = await Promise.race([written.then(() => true), pid1.isEnded()]);
  // What is on its way when the log is good again is stored or not by chance. Who takes one more line has done with all before it.
  if (isWritten && (await pid1.isRead())) {
    await write(LINE);
    await pid1.isRead();
  }
  await undo();
  await Promise.race([written, pid1.isEnded()]);
  const [before] = await pid1.ledger();
  const last = write(LAST);
  await Promise.race([last, pid1.isEnded()]);
  const observed = await pid1.end();
  seesEnd(t, observed);
  const [after] = observed.ledger;
  const { acked = 0, stored = 0, failed = {} } = before ?? {};
  const isFelt = acked > stored || Object.keys(failed).length > 0;
  t.ok(isFelt, "the log took nothing for a while: a write failed, or what was acknowledged is not there", {
    observed: before,
  });
  fact("output", (after?.stored ?? 0) > stored ? "flows again" : "has stopped");
}
