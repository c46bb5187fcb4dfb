import type { Inspection, Risk } from "../inspection.ts";
import { fdsOf, isPipe, isRead, isUnread, outputs } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";

export const readerEnds: FaultRisks = (inspection) => {
  const pipes = outputs(inspection).filter(isPipe);
  const dead = pipes.filter((one) => isUnread(one, inspection.pid));
  const read = pipes.filter((one) => isRead(one, inspection.pid));
  const unseen = pipes.filter(({ readers }) => readers === null);
  const shownBy = "reader/closed";
  const { harms, consequence } = brokenPipe(inspection);
  const names = [...new Set(read.flatMap(({ readers }) => (readers ?? []).map(({ name }) => name)))].join(
    ", ",
  );
  const risks: Risk[] = [
    {
      ...{ fault: "nobody reads the pipe any more", fds: fdsOf(dead), level: "at risk", harms, shownBy },
      consequence,
    },
    {
      ...{ fault: "the reader ends", fds: fdsOf(unseen), level: "not known", harms, shownBy },
      consequence: `not every process can be seen from here, and nobody is seen to read the pipe; without a reader ${consequence}`,
    },
    {
      ...{ fault: "the reader ends", fds: fdsOf(read), level: "safe", harms: [], shownBy },
      consequence: `as long as ${names || "its reader"} lives; without a reader ${consequence}`,
    },
  ];
  return risks.filter(({ fds }) => fds.length > 0);
};

// The kernel sends PID 1 no signal that it does not handle, so that its write(2) returns (signal(7), pid_namespaces(7)).
function brokenPipe({ program }: Inspection): Pick<Risk, "harms" | "consequence"> {
  return program.handles.includes("SIGPIPE") || program.isNode || program.isPid1
    ? { harms: ["lost"], consequence: "every write fails with EPIPE, and what is in the pipe is lost" }
    : { harms: ["died", "lost"], consequence: "the next write kills it by SIGPIPE" };
}
