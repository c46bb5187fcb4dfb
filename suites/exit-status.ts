import { suite, told } from "../lib/suite.ts";

const common = {
  level: "MUST",
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local"],
  aboutStatus: true,
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
        const { fate } = await pid1.proceed();
        t.same(told(fate), { kind: "exit", code }, `exit ${code} is reported`);
      },
    );
  }

  // PID 1 discards every signal it has no handler for, but SIGKILL from outside; so the others go to a child of an init.
  for (const signal of ["SIGTERM", "SIGSEGV", "SIGABRT", "SIGPIPE", "SIGKILL"] as const) {
    test(
      `signal/${signal}`,
      {
        ...common,
        claim: `A death by ${signal} is reported as ${signal} or as 128 + its number`,
        cites: ["POSIX Shell Command Language 2.8.2: a status greater than 128", "pid_namespaces(7)"],
        workload: "raise",
        args: [signal],
        place: "under-init",
        byHand: [`run it under an init and let it send itself ${signal}`, "read the exit status"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const { fate } = await pid1.proceed();
        if (fate.actual.kind !== "unknown")
          t.same(fate.actual, { kind: "signal", signal }, `the kernel saw ${signal}`);
        t.not(told(fate).kind, "hang", "it ends");
        t.notSame(told(fate), { kind: "exit", code: 0 }, "a death by a signal is not reported as success");
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
      const { fate } = await pid1.ended();
      t.match(
        told(fate),
        told(fate).kind === "exit" ? { code: 137 } : { signal: "SIGKILL" },
        "SIGKILL is reported",
      );
    },
  );
});
