import {
  type Answer,
  type Body,
  type Container,
  readerStopped,
  reports,
  seesEnd,
  suite,
  terminalHungUp,
  WINDOW,
} from "../lib/suite.ts";

const actor = { filesystems: ["local"], program: "actor", workload: "actor" } as const;
const everyTerminal = ["pty", "pty-relay"];

export default suite("tty", "A terminal as fds 0–2", (test) => {
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

  for (const [name, how, act] of [
    ["exits", "PID 1 has ended", "let it end"],
    ["raw", "PID 1 has made its own raw and ended", "let it make its terminal raw, and end"],
    ["killed", "PID 1 has made its own raw and was killed", "let it make its terminal raw, and kill it"],
  ] as const)
    test(
      `termios-restored/${name}`,
      {
        ...actor,
        claim: `The caller's terminal is as it was before once ${how}`,
        level: "MUST",
        cites: [
          "termios(3); opencontainers/runc docs/terminals.md: in the foreground the runtime sets the caller's terminal raw",
          "nodejs/node#35536: a terminal that stays raw",
        ],
        strategies: everyTerminal,
        needs: ["terminal"],
        ...(name === "killed" && { meant: [{ kind: "signal", signal: "SIGKILL" }] }),
        byHand: ["stty -g <TERMINAL", act, "stty -g <TERMINAL"],
      },
      async (t, { start, harm }) => {
        const pid1 = await start();
        const whose = await pid1.terminal?.whose();
        if (name !== "exits") await pid1.do({ do: "raw", fd: 0 });
        if (name === "killed") await pid1.signal("SIGKILL");
        await (name === "killed" ? pid1.ended() : pid1.end());
        const [first, last] = [pid1.terminal?.first, await pid1.terminal?.look()];
        const says = "the caller's terminal is as it was";
        if (whose !== "runtime") return void t.ok(true, says, { skip: notBetween(whose) });
        if (first?.termios !== last?.termios)
          harm("host-changed", 1, "the caller's terminal has other settings");
        t.equal(last?.termios, first?.termios, says);
      },
    );

  test(
    "injection",
    {
      ...actor,
      claim: "Whether PID 1 can type into its caller's terminal, where a shell would execute it",
      level: "SEE",
      cites: [
        "CVE-2017-5226, bubblewrap#142: TIOCSTI on the caller's terminal leaves the sandbox",
        "tty_ioctl(2), TIOCSTI",
      ],
      strategies: everyTerminal,
      needs: ["terminal"],
      acceptable:
        "host-changed: what PID 1 has typed waits in its caller's terminal. A terminal of the runtime's own keeps it inside, and so does a kernel that refuses (dev.tty.legacy_tiocsti=0).",
      byHand: ["let PID 1 call ioctl(0, TIOCSTI)", "read the caller's terminal when it has ended"],
    },
    async (t, { start, harm, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "raw", fd: 0 }); // Without an echo.
      const typed = await pid1.do({ do: "inject", fd: 0, text: "exit" });
      const during = await pid1.terminal?.look();
      await pid1.end();
      if (!during || during.isSent)
        return void t.ok(true, "nothing is typed", { skip: "there is no caller with a terminal of his own" });
      if ("why" in typed) return void t.ok(true, "nothing is typed", { skip: typed.why });
      t.pass("PID 1 has tried");
      if (during.waiting > 0)
        harm(
          "host-changed",
          during.waiting,
          `${during.waiting} bytes that PID 1 typed wait in its caller's terminal`,
        );
      fact("typed", during.waiting > 0 ? "into the callers" : typed.errno === 0 ? "into its own" : "nothing");
    },
  );

  for (const [name, stdin, what] of [
    ["stdin-null-terminal", "null", "/dev/null"],
    ["pipe-with-terminal", 0, "a pipe that has ended"],
  ] as const)
    test(
      name,
      {
        ...actor,
        claim: `What PID 1 reads from its terminal when the runtime's own stdin is ${what}`,
        level: "SEE",
        cites:
          stdin === "null"
            ? ["runc#2485: a terminal is wanted, and stdin is /dev/null"]
            : [
                "podman#19901: a terminal is wanted, and stdin is a pipe",
                "podman-run(1): -t is incompatible with a redirection of standard input",
              ],
        strategies: ["pty-relay"],
        needs: ["caller-stdio"],
        caller: { stdin },
        acceptable:
          "An end (^D is what a terminal has for it), or a refusal of the start. Where nothing comes, PID 1 would wait for ever: that is recorded.",
        byHand: [
          `start the runtime with ${what} on its stdin, and a terminal for PID 1`,
          "let PID 1 read fd 0",
        ],
      },
      async (t, { startUnlessRefused, fact }) => {
        const pid1 = await startUnlessRefused();
        if (!pid1) return void t.pass("the runtime says why it does not start");
        const isReady = answerOf(await pid1.do({ do: "await-input", fd: 0, milliseconds: BRIEF }));
        const read = isReady === true ? await pid1.do({ do: "read", fd: 0, bytes: 64 }) : null;
        if (isReady !== undefined) t.pass("PID 1 has read, or waited");
        fact("pid 1", read === null ? "waits" : answerOf(read) === 0 ? "reads the end" : "reads otherwise");
        await pid1.end();
      },
    );

  test(
    "start-failure",
    {
      ...actor,
      claim: "A program that is not there is no start, and the caller's terminal shows why",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime.md, Errors: where the specified operation generates an error, the state of the environment is unaltered",
        "POSIX stderr: diagnostic output",
      ],
      strategies: ["pty-relay"],
      rootfs: "no-program",
      byHand: [
        "remove PID 1's program from its root file system",
        "start the runtime in a terminal",
        "read what that shows",
      ],
    },
    async (t, { startUnlessRefused, shown }) => {
      const pid1 = await startUnlessRefused();
      t.ok(pid1 === null, "nothing is started");
      if (pid1) return void (await pid1.end());
      const text = (await shown()) ?? "";
      const length = `${text.trim() === "" ? "nothing" : `${text.length} characters`}`;
      t.ok(text.trim(), "the caller's terminal shows why", { observed: `it shows ${length}` });
    },
  );
});

/** Bytes of 64 whole lines: of what is killed in a write only the last line may be cut. */
const LINES = 64 * 64;
const MEBIBYTE = 2 ** 20;
/** Milliseconds for what a runtime does once it hears of it. */
const MOMENT = 2_000;
const BRIEF = 300;

function answerOf(answer: Answer): unknown {
  return "why" in answer ? undefined : answer.value;
}

interface Size {
  readonly rows?: number;
  readonly columns?: number;
  readonly signals?: number;
}

function sizeOf(answer: Answer): Size {
  return (answerOf(answer) ?? {}) as Size;
}

function isSize(t: Parameters<Body>[0], answer: Answer, required: Size, says: string): void {
  const seen = sizeOf(answer);
  const words = ({ rows, columns }: Size) => `${rows} rows and ${columns} columns`;
  const isSame = seen.rows === required.rows && seen.columns === required.columns;
  t.ok(isSame, says, { observed: words(seen), required: words(required) });
}

function notBetween(
  whose: Awaited<ReturnType<NonNullable<Container["terminal"]>["whose"]>> | undefined,
): string {
  if (whose === "caller")
    return "PID 1 has the caller's own terminal: no runtime stands between that could restore it";
  if (whose === "sent") return "the caller has no terminal of his own: the runtime has made one, and sent it";
  return "whose PID 1's terminal is cannot be told";
}

type Ended = Awaited<ReturnType<Container["end"]>>;

function isExact(t: Parameters<Body>[0], { ledger }: Ended, when: string): void {
  const [stdout] = ledger;
  t.equal(stdout?.acked, MEBIBYTE, `${when}: write(2) took every byte`);
  const nothing = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };
  t.match(stdout, { stored: MEBIBYTE, ...nothing }, `${when}: the same bytes have come, in order`);
}
