import { type Declare, WINDOW } from "../../lib/suite.ts";
import { actor, answerOf, everyTerminal, isSize, MOMENT, sizeOf } from "./words.ts";

/** What PID 1 is given, and hears of. */
export function given(test: Declare): void {
  test(
    "isatty",
    {
      ...actor,
      claim: "Where a terminal is asked for, each of fds 0, 1 and 2 of PID 1 is one",
      level: "MUST",
      cites: [
        "OCI runtime-spec, config.md, process.terminal: a pseudoterminal pair is allocated and its slave duplicated on the container process's standard streams",
        "POSIX isatty()",
      ],
      strategies: everyTerminal,
      byHand: ["let PID 1 call isatty(3) on fds 0, 1 and 2"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      for (const fd of [0, 1, 2])
        t.equal(answerOf(await pid1.do({ do: "isatty", fd })), true, `fd ${fd} is a terminal`);
      await pid1.end();
    },
  );

  test(
    "ctty",
    {
      ...actor,
      claim: "PID 1's terminal is its controlling terminal, and PID 1 is in its foreground",
      level: "MUST",
      cites: [
        "tty(4), setsid(2): what ^C and a hang-up are sent to is the foreground of whose controlling terminal it is",
        "opencontainers/runc docs/terminals.md: the console becomes the controlling terminal",
      ],
      strategies: everyTerminal,
      byHand: ["let PID 1 call tcgetpgrp(3) on fd 0, and compare it with getpgrp(2)"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const session = await pid1.do({ do: "session", fd: 0 });
      t.match(answerOf(session), { controls: true }, "fd 0 is its controlling terminal");
      t.match(answerOf(session), { foreground: true }, "PID 1 is in its foreground");
      await pid1.end();
    },
  );

  test(
    "size",
    {
      ...actor,
      claim: "PID 1's window has the size that config.json says and the caller's has",
      level: "MUST",
      cites: [
        "OCI runtime-spec, config.md, process.consoleSize: the console size in characters of the terminal",
        "docker/cli#3554: a terminal that begins without a size",
        "gvisor#3167: consoleSize is not supported",
      ],
      strategies: everyTerminal,
      needs: ["terminal"],
      byHand: [
        `give the caller's terminal ${WINDOW.rows} rows and ${WINDOW.columns} columns (stty)`,
        "start the runtime in that terminal",
        "let PID 1 ask for the size of fd 0 (TIOCGWINSZ)",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      // A runtime that gives it the caller's size as soon as PID 1 runs is in time too.
      const size = await pid1.do({ do: "await-size", fd: 0, ...WINDOW, signals: 0, milliseconds: MOMENT });
      isSize(t, size, WINDOW, "it has the caller's size");
      await pid1.end();
    },
  );

  test(
    "resize",
    {
      ...actor,
      claim: "When the caller's window gets another size, PID 1's gets it too, and PID 1 hears of it",
      level: "MUST",
      cites: [
        "crun#1262: SIGWINCH was passed on, and the size was not",
        "gvisor#13317: the size was passed on, and SIGWINCH was not",
        "tty_ioctl(2), TIOCSWINSZ: SIGWINCH is sent to the foreground process group",
      ],
      strategies: everyTerminal,
      needs: ["terminal"],
      byHand: [
        "let PID 1 catch SIGWINCH",
        "give the caller's terminal another size",
        "let PID 1 ask for the size of fd 0, and whether the signal came",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.do({ do: "await-size", fd: 0, ...WINDOW, signals: 0, milliseconds: MOMENT });
      await pid1.do({ do: "catch-resize" });
      const other = { rows: WINDOW.rows + 8, columns: WINDOW.columns + 26 };
      await pid1.terminal?.resize(other.rows, other.columns);
      const size = await pid1.do({ do: "await-size", fd: 0, ...other, signals: 1, milliseconds: MOMENT });
      isSize(t, size, other, "it has the new size");
      const { signals } = sizeOf(size);
      t.ok(signals, "SIGWINCH has come", {
        observed: `SIGWINCH came ${signals ?? "an unknown number of"} times`,
      });
      await pid1.end();
    },
  );
}
