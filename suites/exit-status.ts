import { reports, seesEnd, suite } from "../lib/suite.ts";

const common = {
  level: "MUST",
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local"],
} as const;

export default suite("exit-status", "What the caller is told", (test) => {
  for (const code of [0, 1, 7, 126, 127, 128, 255]) {
    test(
      `code/${code}`,
      {
        ...common,
        claim: `Exit status ${code} is reported as ${code}`,
        cites: [
          "POSIX wait(): WEXITSTATUS is the low 8 bits of the status",
          "OCI runtime-spec, runtime.md, Lifecycle",
        ],
        workload: "exit-code",
        args: [String(code)],
        byHand: [`let it call process.exit(${code})`, "read the exit status"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        reports(t, await pid1.proceed(), { kind: "exit", code });
      },
    );
  }

  // PID 1 discards every signal it has no handler for, but SIGKILL from outside; so the others go to a child of an init, or, where the
  // runtime brings none, to a process in the host's PID namespace.
  for (const signal of ["SIGTERM", "SIGSEGV", "SIGABRT", "SIGPIPE", "SIGKILL"] as const) {
    test(
      `signal/${signal}`,
      {
        ...common,
        claim: `A death by ${signal} is reported as ${signal} or as 128 + its number`,
        cites: ["POSIX Shell Command Language 2.8.2: a status greater than 128", "pid_namespaces(7)"],
        workload: "raise",
        args: [signal],
        places: ["under-init", "host-pid-namespace"],
        byHand: [`let it send itself ${signal}, where it is not PID 1`, "read the exit status"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        reports(t, await pid1.proceed(), { kind: "signal", signal });
      },
    );
  }

  // Each stands in every container: the directory of the channel, and a file in it that nobody may execute.
  for (const [name, path, what] of [
    ["missing", "/fd012/no-such-program", "A program that is not there"],
    ["directory", "/fd012", "A directory"],
    ["not-executable", "/fd012/events", "A file that may not be executed"],
  ] as const) {
    test(
      `start-failure/${name}`,
      {
        ...common,
        claim: `${what} is no start: the runtime reports no success, says why, and leaves nothing behind`,
        cites: [
          "POSIX Shell Command Language 2.8.2: 127 where a command is not found, 126 where it cannot be executed",
          "OCI runtime-spec, runtime.md, Errors: an operation that fails leaves the environment as it was",
          "docker run, podman run, Exit Status: 125, 126 or 127 where the container could not be started",
        ],
        ...{ program: "actor", workload: "actor", entrypoint: [path] },
        acceptable:
          "Any status but 0: of a status alone nobody can tell whether it is the program's own, so a word of why is wanted too, be it in the log.",
        byHand: [
          `start ${path} as PID 1`,
          "read the exit status, and what the runtime says",
          "look what is left of it",
        ],
      },
      async (t, { startThatFails, fact }) => {
        const failed = await startThatFails();
        t.ok(failed !== null, "nothing is started");
        if (!failed) return;
        const { status, said } = failed;
        const isSuccess = status?.kind === "exit" && status.code === 0;
        t.ok(!isSuccess, "the runtime reports no success", { observed: "it reports exit 0" });
        t.ok(said !== "", "the runtime says why", { observed: "it says nothing" });
        if (status?.kind === "exit") fact("reported exit", status.code);
      },
    );
  }

  test(
    "signal/SIGKILL-pid1",
    {
      ...common,
      claim: "PID 1 killed by SIGKILL from outside is reported as SIGKILL or 137",
      cites: [
        "pid_namespaces(7): SIGKILL from an ancestor namespace is delivered",
        "POSIX Shell Command Language 2.8.2",
      ],
      workload: "wait",
      byHand: ["kill -KILL PID", "read the exit status"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.signal("SIGKILL");
      reports(t, await pid1.ended(), { kind: "signal", signal: "SIGKILL" });
    },
  );

  const byActor = {
    level: "SEE",
    strategies: ["shim-pipe"],
    filesystems: ["local"],
    program: "actor",
    workload: "actor",
  } as const;
  const untold = "nobody is told of its end, or the host does not see that PID 1 has gone";

  test(
    "prompt",
    {
      ...byActor,
      claim: "Whether the runtime reports the end of PID 1 at once",
      cites: [
        "wait(2): a child's end is known as soon as it has ended",
        "podman#9096, conmon#632: a status that comes late, or after the output",
      ],
      acceptable:
        "late: it comes only a second or more after PID 1 has gone; who waits for a container waits as long.",
      byHand: ["let it exit 0", "measure from its end until the runtime's"],
    },
    async (t, { start, fact, harm }) => {
      const pid1 = await start();
      const end = pid1.end();
      const isReported = await pid1.isReported();
      const observed = await end;
      if (isReported === null) return void t.ok(true, "its end is reported", { skip: untold });
      seesEnd(t, observed);
      fact("the report is", isReported ? "prompt" : "late");
      if (!isReported) harm("late", null, "the end of PID 1 was reported only after a while");
    },
  );

  test(
    "orphan-holds-stdout",
    {
      ...byActor,
      claim:
        "Whether the end of PID 1 is reported at once while a child that it has left behind holds fds 1 and 2",
      cites: [
        "containerd#2823: a container whose child keeps its stdout is not seen to exit",
        "conmon#632: an exit that is told only when the output has ended",
      ],
      places: ["host-pid-namespace"], // In a PID namespace of its own everything ends with PID 1: pid_namespaces(7).
      mayLeave: true,
      acceptable:
        "late: the end is reported only when the child, of which nobody knows how long it lives, has ended too. A runtime may end the child.",
      byHand: [
        "in the PID namespace of the host, let it fork a child that keeps fds 1 and 2, write 4096 bytes and exit 0",
        "look whether the runtime ends; then end the child",
      ],
    },
    async (t, { start, fact, harm }) => {
      const pid1 = await start();
      const forked = await pid1.do({ do: "fork" });
      if ("why" in forked || Number(forked.value) <= 0) throw new Error("PID 1 could not fork");
      const end = pid1.end(0, { stream: "stdout", bytes: 4_096 });
      const isReported = await pid1.isReported();
      pid1.letGo();
      const { ledger } = await end;
      t.match(ledger[0], { acked: 4_096, lost: 0 }, "what it wrote itself is there");
      if (isReported === null) return void t.ok(true, "its end is reported", { skip: untold });
      fact("the report", isReported ? "is prompt" : "waits for the child");
      if (!isReported)
        harm("late", null, "the end of PID 1 was not reported while its child held fds 1 and 2");
    },
  );
});
