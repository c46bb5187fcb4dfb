import { reports, suite } from "../lib/suite.ts";

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
});
