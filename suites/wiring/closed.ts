import { type Declare, holds } from "../../lib/suite.ts";
import { filesystems, unseen } from "./judging.ts";

/** A caller that has not all of fds 0–2. */
export function closed(test: Declare): void {
  test(
    "cli-closed",
    {
      claim:
        "A command line that executes a program and is started without fds 0, 1 and 2 refuses, or ends, and the program finds nothing of the host's there",
      level: "MUST",
      cites: [
        "docker/cli#2542",
        "golang/go#60641: a program that is started with closed fds 0–2 gives their numbers to what it opens next",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["exec"],
      program: "actor",
      workload: "actor",
      acceptable:
        "/dev/null, nothing, a pipe whose other end nobody but the runtime holds, or an exit status of its own: without fd 2 it cannot say a word.",
      byHand: ["docker exec NAME PROGRAM <&- >&- 2>&-", "ls -l /proc/PID/fd of the program"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const executed = await pid1.execWithoutStdio();
      fact("without fds 0 to 2", executed ? "it executes" : "it refuses");
      if (executed) {
        const rules = executed.wiring?.rules.filter(({ about }) => about.length === 1) ?? [];
        for (const rule of rules) holds(t, rule);
        if (rules.length === 0) t.ok(true, "nothing of the host's is there", { skip: unseen });
        await executed.end();
      } else t.pass("it executes nothing, and ends");
      await pid1.end();
    },
  );

  for (const [name, fds, strategy] of [
    ["closed-stdin", [0], "direct-file"],
    ["closed-stdout", [1], "direct-file"],
    ["closed-all", [0, 1, 2], "closed"],
  ] as const) {
    test(
      name,
      {
        claim: `Started without fd ${fds.join(", ")}, a runtime refuses, or PID 1 finds nothing of the host's there`,
        level: "MUST",
        cites: [
          "golang/go#60641: a program that is started with closed fds 0–2 gives their numbers to what it opens next",
          "crun#1702",
          "POSIX execve(): a conforming environment has fds 0, 1 and 2 open",
        ],
        strategies: [strategy],
        filesystems,
        workload: "exit-code",
        args: ["0"],
        caller: { closed: fds },
        acceptable:
          "/dev/null, nothing, a pipe whose other end nobody but the runtime holds, or an error before the start. node opens /dev/null for what is missing.",
        byHand: [`start the runtime with ${fds.map((fd) => `${fd}<&-`).join(" ")}`, "ls -l /proc/PID/fd"],
      },
      async (t, { startUnlessRefused, harm }) => {
        const pid1 = await startUnlessRefused();
        if (!pid1) return void t.pass("the runtime says why it does not start");
        await pid1.proceed();
        if (!pid1.wiring) return void t.ok(true, "nothing of the host's is there", { skip: unseen });
        for (const rule of pid1.wiring.rules) {
          if (!fds.some((fd) => rule.about.length === 1 && rule.about[0] === fd)) continue;
          if (rule.problem) harm("leaked", 1, rule.problem.observed);
          holds(t, rule);
        }
      },
    );
  }
}
