import { type Asserts, type Container, reports, suite } from "../lib/suite.ts";

const common = {
  program: "actor",
  workload: "actor",
  strategies: ["direct-file"],
  filesystems: ["local"],
} as const;
const untold = "PID 1 does not tell which signals it found ignored and blocked";

/** With SIGALRM, whose action nobody has a reason to touch, nothing more may be there than these. */
const chosen = {
  ignores: ["SIGHUP", "SIGINT", "SIGPIPE", "SIGUSR1"],
  blocks: ["SIGTERM", "SIGUSR2"],
} as const;

export default suite("signals", "Signals to PID 1, to the runtime, and from its caller", (test) => {
  for (const [name, process, what] of [
    ["dispositions", { ignores: [], blocks: [] }, "no signal ignored or blocked"],
    [
      "dispositions-chosen",
      chosen,
      "no signal ignored or blocked but those that its caller ignores or blocks",
    ],
  ] as const) {
    test(
      name,
      {
        ...common,
        claim: `PID 1 starts with ${what}`,
        level: "MUST",
        cites: [
          "POSIX execve(): signals that are ignored or blocked stay so in the new process image",
          "crun#2058: SIGPIPE was ignored in PID 1, since crun itself ignored it",
        ],
        caller: { process },
        byHand: [
          "start the runtime from a process with these signals",
          "grep -E 'Sig(Ign|Blk)' /proc/PID/status",
        ],
      },
      async (t, { start, fact }) => {
        const pid1 = await start();
        const found = pid1.dispositions;
        await pid1.end();
        if (!found) return void t.ok(true, `PID 1 starts with ${what}`, { skip: untold });
        noneBut(t, "ignored", found.ignored, process.ignores);
        noneBut(t, "blocked", found.blocked, process.blocks);
        if (process.blocks.length === 0) return;
        fact("inherited ignored", found.ignored.length);
        fact("inherited blocked", found.blocked.length);
      },
    );
  }

  test(
    "child-ignored",
    {
      ...common,
      claim: "A runtime whose caller ignores SIGCHLD ends after PID 1, and reports its status",
      level: "MUST",
      cites: [
        "POSIX execve(): an ignored signal stays ignored; wait(): with SIGCHLD ignored, no child's status is kept",
        "bubblewrap#705: it waited for ever",
      ],
      meant: [{ kind: "exit", code: 7 }],
      needs: ["signal-runtime"],
      patience: 3,
      caller: { process: { ignores: ["SIGCHLD"] } },
      byHand: [
        "start the runtime from a process that ignores SIGCHLD",
        "let PID 1 exit with 7",
        "read the exit status",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      reports(t, await pid1.end(7), { kind: "exit", code: 7 });
    },
  );

  test(
    "forwarded",
    {
      ...common,
      claim: "SIGTERM, SIGINT, SIGHUP and SIGUSR1 that a runtime in the foreground gets reach PID 1",
      level: "MUST",
      cites: ["runc(8), crun(1), podman-run(1), --sig-proxy", "bubblewrap#369", "crun#2255"],
      needs: ["signal-runtime", "forwards-signals"],
      speaks: ["stderr"], // A runtime that hands its own fds on has no other place for its warnings.
      byHand: [
        "let PID 1 block the signals",
        "send them to the runtime's process",
        "grep SigPnd /proc/PID/status",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      for (const name of ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1"] as const)
        t.ok(await forwards(pid1, name), `${name} reaches PID 1`, {
          observed: `${name} did not reach PID 1`,
        });
      await pid1.end();
    },
  );

  test(
    "harmless",
    {
      ...common,
      claim:
        "SIGWINCH, SIGCONT, and SIGTSTP with a SIGCONT after it, end neither a runtime in the foreground nor PID 1",
      level: "MUST",
      cites: ["POSIX signal.h: they are ignored, continue, or stop a process; none ends one", "crun#2255"],
      needs: ["signal-runtime"],
      speaks: ["stderr"],
      meant: [{ kind: "exit", code: 7 }],
      byHand: [
        "kill -WINCH, -CONT, -TSTP and -CONT the runtime",
        "let PID 1 exit with 7",
        "read the exit status",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      for (const name of ["SIGWINCH", "SIGCONT", "SIGTSTP", "SIGCONT"] as const)
        await pid1.signalRuntime(name);
      reports(t, await pid1.end(7), { kind: "exit", code: 7 });
    },
  );

  test(
    "instant-exit",
    {
      ...common,
      claim: "A runtime whose PID 1 ends at once returns each time, with its status",
      level: "MUST",
      cites: ["OCI runtime-spec, runtime.md, Lifecycle", "POSIX wait()"],
      needs: ["instant"],
      meant: [{ kind: "exit", code: 7 }],
      seconds: 30,
      byHand: ["start a program that exits with 7 at once, again and again", "read each exit status"],
    },
    async (t, { start, instantly }) => {
      const pid1 = await start();
      await pid1.end(7);
      const reported = await instantly(7, { least: 10, most: 200 });
      const others = reported.filter((one) => one !== "exit 7");
      t.same(others, [], "exit 7 is reported each time");
    },
  );

  test(
    "pid1-ignores-term",
    {
      ...common,
      claim: "SIGTERM without a handler ends PID 1, or is discarded as the kernel has it",
      level: "SEE",
      cites: ["pid_namespaces(7): only signals for which the init process has a handler are delivered to it"],
      meant: [
        { kind: "exit", code: 0 },
        { kind: "signal", signal: "SIGTERM" },
      ],
      acceptable:
        "Both are. Where it is discarded, whoever stops the container waits for its patience to end, and then kills PID 1: an init or a handler is wanted.",
      byHand: ["kill -TERM PID", "see whether it is still there"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.signal("SIGTERM");
      const answer = await pid1.do({ do: "isatty", fd: 0 });
      const isThere = "errno" in answer;
      t.pass(`SIGTERM ${isThere ? "is discarded" : "ends it"}`);
      fact("sigterm", isThere ? "is discarded" : "ends it");
      if (isThere) await pid1.end();
      else await pid1.ended();
    },
  );
});

function noneBut(t: Asserts, what: string, found: readonly string[], allowed: readonly string[]): void {
  const more = found.filter((name) => !allowed.includes(name));
  t.ok(more.length === 0, `no signal is ${what} that its caller has not`, {
    observed: `PID 1 started with ${more.join(", ")} ${what}`,
  });
}

async function forwards(pid1: Container, name: NodeJS.Signals): Promise<boolean> {
  await pid1.do({ do: "hold-signal", name });
  if (!(await pid1.signalRuntime(name))) return false;
  const answer = await pid1.do({ do: "take-signal", name, milliseconds: 3_000 });
  return "errno" in answer && answer.errno === 0;
}
