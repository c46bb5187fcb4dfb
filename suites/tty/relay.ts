import { type Declare, readerStopped, reports } from "../../lib/suite.ts";
import { actor, isExact, LINES, MEBIBYTE } from "./words.ts";

/** The runtime's own relay to a pipe. */
export function relay(test: Declare): void {
  test(
    "relay-exact",
    {
      ...actor,
      claim:
        "A runtime that copies from PID 1's terminal to a pipe loses and alters nothing, however slowly it is read",
      level: "MUST",
      cites: [
        "POSIX write(): less may be written than was asked for",
        "moby#22502, runc#1446: output of a terminal that was cut",
      ],
      strategies: ["pty-relay"],
      needs: ["own-reader"],
      byHand: [
        "start the runtime with a terminal on fds 0 and 2 and a pipe on fd 1, read by small pieces",
        "stop the reader",
        "let PID 1 write 1 MiB of numbered lines, until it waits",
        "let the reader go on, and compare",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const goOn = await inflict(readerStopped);
      const wrote = pid1.do({ do: "write", stream: "stdout", bytes: MEBIBYTE, chunk: LINES });
      await pid1.blocked();
      await goOn();
      await wrote;
      isExact(t, await pid1.end(), "all of it");
    },
  );

  test(
    "relay-killed",
    {
      ...actor,
      claim:
        "When PID 1 is killed while nobody reads what the runtime copies, the runtime ends and reports it, once it is read again at the latest",
      level: "MUST",
      cites: [
        "POSIX Shell Command Language 2.8.2: a status greater than 128",
        "containerd#9342, moby#22502: a reader that stands still holds up all that stands before it",
      ],
      strategies: ["pty-relay"],
      needs: ["own-reader"],
      meant: [{ kind: "signal", signal: "SIGKILL" }],
      byHand: [
        "stop whoever reads the pipe",
        "let PID 1 write until it waits",
        "kill -KILL PID 1, then let the reader go on",
        "read the exit status",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const goOn = await inflict(readerStopped);
      const wrote = pid1.do({ do: "write", stream: "stdout", bytes: MEBIBYTE, chunk: LINES });
      const waits = await pid1.blocked();
      if (!waits)
        return void t.ok(true, "it waits while nobody reads", { skip: "PID 1 was not seen to wait" });
      await pid1.signal("SIGKILL");
      await goOn();
      await wrote; // Never answered: it resolves when the runtime has ended.
      reports(t, await pid1.ended(), { kind: "signal", signal: "SIGKILL" });
    },
  );
}
