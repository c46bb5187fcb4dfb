import type { Declare } from "../../lib/suite.ts";
import { actor, answerOf, BRIEF } from "./words.ts";

/** Starts that are odd, or fail. */
export function starts(test: Declare): void {
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
}
