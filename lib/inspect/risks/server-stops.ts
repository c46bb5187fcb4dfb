import { fdsOf, isFile } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";
import { whereItLies } from "./where-it-lies.ts";

export const serverStops: FaultRisks = ({ streams, program }) => {
  const remote = streams.filter(
    (one) =>
      isFile(one) &&
      (one.fd > 0 || program.isNode) &&
      (whereItLies(one.filesystem) === "remote" || one.state === "no answer"),
  );
  if (remote.length === 0) return [];
  const waits = remote.some(({ state }) => state === "no answer");
  return [
    {
      fault: waits ? "the server of the log does not answer" : "the server of the log stops answering",
      ...{ fds: fdsOf(remote), level: "at risk", harms: ["hang"], shownBy: "server-gone/exit-natural" },
      consequence:
        "on a hard mount every call on the log blocks until the server answers, and the process may not even be killed until then",
    },
  ];
};
