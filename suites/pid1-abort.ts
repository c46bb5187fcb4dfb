import { abortInstruction, endsBy, seesEnd, suite } from "../lib/suite.ts";

const noSuccess =
  "Any end but success is recorded. A hang breaks the claim, and so does exit 0: an abort is never a success.";
const discarded = "pid_namespaces(7): the init process gets only signals that it has a handler for";
const byLibc =
  "glibc stdlib/abort.c, musl src/exit/abort.c: the instruction that follows, and so the signal, depends on architecture and libc";

/** What may have become of SIGABRT before abort(3), which POSIX has override blocking and ignoring. */
const manners = {
  default: { test: "c-abort", how: "in a C program that does nothing else" },
  handler: { test: "handler", how: "where SIGABRT has a handler that returns" },
  blocked: { test: "blocked", how: "where SIGABRT is blocked" },
  ignored: { test: "ignored", how: "where SIGABRT is ignored" },
  reraise: { test: "reraise", how: "whose SIGABRT handler restores the default and raises it again" },
} as const;

/** A claim about the program in C. */
const inC = {
  level: "SEE",
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local"],
  program: "abort",
  workload: "abort",
} as const;

export default suite("pid1-abort", "abort(3) where SIGABRT is ignored", (test) => {
  test(
    "node-abort",
    {
      claim: "How abort(3) ends PID 1, whose SIGABRT the kernel discards",
      level: "SEE",
      cites: [discarded, byLibc],
      strategies: ["direct-file", "shim-pipe"],
      filesystems: ["local"],
      workload: "abort",
      speaks: ["stderr"],
      acceptable: noSuccess,
      byHand: ["let it call process.abort()", "read the exit status"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      // What the runtime makes of its end is for claims about the status.
      const end = seesEnd(t, await pid1.proceed());
      if (end) t.notSame(end, { kind: "exit", code: 0 }, "an abort is never a success");
    },
  );

  for (const [manner, { test: name, how }] of Object.entries(manners)) {
    test(
      name,
      {
        claim: `How abort(3) ends PID 1 ${how}`,
        ...inC,
        cites: [
          discarded,
          byLibc,
          "POSIX abort(): it overrides blocking or ignoring SIGABRT, and a handler that returns",
        ],
        args: [manner],
        acceptable: `${noSuccess} A signal must be SIGABRT, or the one of the instruction that the libc of this image ends in.`,
        byHand: ["let it call abort(3)", "read the exit status"],
      },
      async (t, { start, image }) => {
        const pid1 = await start();
        const end = seesEnd(t, await pid1.proceed());
        if (!end) return;
        t.notSame(end, { kind: "exit", code: 0 }, "an abort is never a success");
        const instruction = abortInstruction(image.architecture, image.libc);
        if (end.kind !== "signal" || !instruction) return;
        const possible = ["SIGABRT", instruction.signal];
        t.ok(possible.includes(end.signal), `it ends by one of ${possible.join(", ")}`, { observed: end });
      },
    );
  }

  test(
    "reraise-fault",
    {
      ...inC,
      claim: "How PID 1 ends after a fault whose SIGSEGV handler restores the default and raises it again",
      cites: [
        discarded,
        "g3log#269, g3log#480: the signal that is raised again does nothing, and the process spins or goes on",
        "linux kernel/signal.c, force_sig_info_to_task: a fault that has no handler ends PID 1 too",
      ],
      args: ["reraise-fault"],
      acceptable: noSuccess.replaceAll("an abort", "a fault"),
      byHand: ["let it write to address 0", "read the exit status"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const end = seesEnd(t, await pid1.proceed());
      if (end) t.notSame(end, { kind: "exit", code: 0 }, "a fault is never a success");
    },
  );

  test(
    "raise-segv",
    {
      ...inC,
      claim: "What becomes of PID 1 that sends itself SIGSEGV and has no handler",
      cites: [discarded, "moby#41454: raise(SIGSEGV) in a container's PID 1 does nothing, and it exits 0"],
      args: ["raise-segv"],
      meant: [
        { kind: "exit", code: 0 },
        { kind: "signal", signal: "SIGSEGV" },
      ],
      acceptable:
        "As PID 1 of a PID namespace it goes on and exits 0, and nobody learns of the signal; elsewhere it dies.",
      byHand: ["let it call raise(SIGSEGV) and return 0", "read the exit status"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      seesEnd(t, await pid1.proceed());
    },
  );

  for (const [name, place, where] of [
    ["under-init", "under-init", "as the child of an init"],
    ["host-pid-namespace", "host-pid-namespace", "in the PID namespace of the host"],
  ] as const) {
    test(
      `not-pid1/${name}`,
      {
        claim: `The same abort ${where} ends in SIGABRT`,
        level: "MUST",
        cites: [
          "POSIX abort(): abnormal termination as if by SIGABRT",
          "signal(7): the default action of SIGABRT is to terminate",
        ],
        strategies: ["direct-file", "shim-pipe"],
        filesystems: ["local"],
        workload: "abort",
        speaks: ["stderr"],
        places: [place],
        byHand: [
          `start it ${where}`,
          "let it call process.abort()",
          "read the exit status: 128 + 6, or killed by SIGABRT",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        endsBy(t, await pid1.proceed(), { kind: "signal", signal: "SIGABRT" });
      },
    );
  }
});
