import type { InspectedStream, Risk } from "../inspection.ts";
import { fdsOf, isPipe, isUnread, outputs } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";
import { filesystemWords, whereItLies } from "./where-it-lies.ts";

/** The process lives, as its reader does; what that can no longer store is lost. */
export const staleBehindPipe: FaultRisks = (inspection) => {
  const pipes = outputs(inspection).filter((one) => isPipe(one) && !isUnread(one, inspection.pid));
  const logs = new Set(pipes.map(keyOf));
  return [...logs].map((log) => riskOf(pipes.filter((pipe) => keyOf(pipe) === log)));
};

const keyOf = ({ log }: InspectedStream) => JSON.stringify(log);

function riskOf(pipes: readonly InspectedStream[]): Risk {
  const log = pipes[0]?.log ?? null;
  const risk = {
    ...{ fault: "the log behind the pipe goes stale", fds: fdsOf(pipes), shownBy: "stale-log/keep-writing" },
  };
  if (log === null)
    return {
      ...{ ...risk, level: "not known", harms: ["lost"] },
      consequence:
        "where the reader keeps the log is not known; what it cannot store is lost without an error",
    };
  const where = log.state === "stale" ? "remote" : whereItLies(log.filesystem);
  if (where === "local")
    return { ...risk, level: "safe", harms: [], consequence: `${log.path} is on a local file system` };
  const already = log.state === "stale" ? "it is stale already: " : "";
  const why =
    where === "remote" ? "is on a server" : `may be on a server: ${filesystemWords(log.filesystem)}`;
  return {
    ...{ ...risk, level: where === "remote" ? "at risk" : "not known", harms: ["lost"] },
    consequence: `${log.path} ${why}; ${already}PID 1 goes on, and what its reader cannot store is lost without an error`,
  };
}
