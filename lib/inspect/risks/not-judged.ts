import { fdsOf } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";

/** What no other fault speaks of: without this a descriptor that nobody understands would count as safe. */
export const notJudged: FaultRisks = ({ streams, program }) => {
  const seen = streams.filter(({ fd }) => fd > 0 || program.isNode);
  const unread = seen.filter(({ kind }) => kind === "not known");
  const other = seen.filter(({ kind }) => ["socket", "device", "directory", "anonymous"].includes(kind));
  const unasked = seen.filter(({ state }) => state === "not known");
  return [
    {
      fds: fdsOf(unread),
      fault: "the descriptor could not be read",
      consequence: "what it is, and what would happen to it, is not known",
    },
    {
      fds: fdsOf(other),
      fault: "what is behind the descriptor fails",
      consequence: "who is at the other end, and where the output is kept, is not known",
    },
    {
      fds: fdsOf(unasked),
      fault: "the log is not as it should be",
      consequence: "it could not be asked for its state",
    },
  ]
    .filter(({ fds }) => fds.length > 0)
    .map((risk) => ({ ...risk, level: "not known", harms: [], shownBy: null }));
};
