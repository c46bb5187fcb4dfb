import { fdsOf } from "./descriptors.ts";
import type { FaultRisks } from "./fault.ts";

export const hungUpTerminal: FaultRisks = ({ streams }) => {
  const terminals = streams.filter(({ kind }) => kind === "pty");
  if (terminals.length === 0) return [];
  return [
    {
      ...{
        fault: "the terminal is hung up",
        fds: fdsOf(terminals),
        level: "not known",
        harms: ["died", "lost"],
      },
      consequence:
        "who holds the other end of a terminal is not seen; when it closes, SIGHUP is sent and writes fail with EIO",
      shownBy: "tty/hangup",
    },
  ];
};
