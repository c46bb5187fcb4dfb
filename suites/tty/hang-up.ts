import { type Declare, seesEnd, terminalHungUp } from "../../lib/suite.ts";
import { actor, LINES } from "./words.ts";

/** The other end of the terminal is closed. */
export function hangUp(test: Declare): void {
  test(
    "hangup",
    {
      ...actor,
      claim: "What becomes of PID 1 when its caller's terminal is hung up",
      level: "SEE",
      cites: [
        "tty(4), TIOCVHANGUP; setsid(2): SIGHUP is sent to the leader of the session",
        "pid_namespaces(7): a signal whose action is the default one ends no PID 1",
      ],
      strategies: ["pty"],
      needs: terminalHungUp.needs,
      fault: "the terminal is hung up",
      mayLeave: true, // The runtime in the foreground gets a SIGHUP of its own.
      acceptable: "Any end is recorded, and what is left behind; a hang breaks the claim.",
      byHand: ["close the other end of the terminal", "let it write 64 lines", "read the exit status"],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await inflict(terminalHungUp);
      // In two steps, so that it is no race: of the hang-up itself, and of the output that its runtime cannot copy any more.
      const isEnded = await pid1.isEnded("terminal");
      if (!isEnded) await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      const isEndedThen = isEnded || (await pid1.isEnded("terminal"));
      fact("pid 1", isEnded ? "is ended" : isEndedThen ? "is ended by its output" : "goes on");
      seesEnd(t, await pid1.end());
    },
  );

  test(
    "gone",
    {
      filesystems: ["local"],
      workload: "actor",
      claim: "What becomes of node when it ends by itself after its terminal was hung up",
      level: "SEE",
      cites: [
        "nodejs/node#51519: tcsetattr(3) fails at the exit, and node aborts",
        "nodejs/node src/node.cc, ResetStdio: it restores each terminal, and checks that this succeeds",
      ],
      strategies: ["pty"],
      needs: terminalHungUp.needs,
      fault: "the terminal is hung up",
      mayLeave: true,
      speaks: ["stderr"],
      acceptable: "Any end is recorded: node's own abort is the disease that stale logs bring out too.",
      byHand: ["close the other end of the terminal", "let it end", "read the exit status"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(terminalHungUp);
      await pid1.isEnded("terminal"); // Not in the middle of what the runtime does about it.
      seesEnd(t, await pid1.end());
    },
  );
}
