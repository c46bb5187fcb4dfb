import type { Declare } from "../../lib/suite.ts";
import { actor, everyTerminal, notBetween } from "./words.ts";

/** What becomes of the caller's terminal. */
export function callersTerminal(test: Declare): void {
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
        byHand: ["stty -g <TERMINAL", "start the runtime in the terminal", act, "stty -g <TERMINAL"],
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
}
