import type { Declare } from "../../lib/suite.ts";
import { actor, answerOf, everyTerminal, isExact, LINES, MEBIBYTE } from "./words.ts";

/** What becomes of its output on the way. */
export function output(test: Declare): void {
  test(
    "last-bytes",
    {
      ...actor,
      claim:
        "A mebibyte written to a terminal right before the exit arrives to its last byte, three times in a row",
      level: "MUST",
      cites: [
        "containerd#3738, containerd#4107: the end of a terminal's output is missing",
        "runc#1446",
        "moby#32923",
      ],
      strategies: everyTerminal,
      byHand: ["let it write 1 MiB of numbered lines to fd 1 and exit", "look for the last line"],
    },
    async (t, { start }) => {
      for (let time = 1; time <= 3; time++) {
        const pid1 = await start();
        const wrote = pid1.do({ do: "write", stream: "stdout", bytes: MEBIBYTE });
        const observed = await pid1.end(); // It goes on to its exit in the same moment.
        await wrote;
        isExact(t, observed, `the ${["first", "second", "third"][time - 1]} time`);
      }
    },
  );

  test(
    "onlcr",
    {
      ...actor,
      claim: "What becomes of the end of a line on its way from PID 1 through a terminal",
      level: "SEE",
      cites: [
        "termios(3), ONLCR: \\n becomes \\r\\n",
        "moby#8513: \\r\\n in the output of a container with a terminal",
      ],
      strategies: everyTerminal,
      acceptable:
        "Both are right: PID 1's terminal does what a terminal does (ONLCR), or it is left to the caller's. Whoever compares two runtimes sees which.",
      byHand: ["let it write a line", "look at the end of the line in the log"],
    },
    async (t, { start, log, fact }) => {
      const pid1 = await start();
      const { onlcr } = (answerOf(await pid1.do({ do: "termios", fd: 1 })) ?? {}) as { onlcr?: boolean };
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      const observed = await pid1.end();
      // An engine's log has it escaped.
      const returns = log.raw().split(/\r|\\r/).length - 1;
      t.ok(
        observed.ledger.some(({ stored }) => stored > 0),
        "the lines have come",
      );
      if (onlcr !== undefined) fact("pid 1 has onlcr", onlcr ? "on" : "off");
      fact("returns", returns === 0 ? "none" : returns === LINES / 64 ? "one a line" : "more");
    },
  );
}
