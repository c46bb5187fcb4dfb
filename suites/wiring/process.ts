import type { Declare } from "../../lib/suite.ts";
import { filesystems } from "./judging.ts";

const actor = { program: "actor", workload: "actor", strategies: ["direct-file"], filesystems } as const;
const unseen = "the host does not see PID 1's own process";

/** What PID 1 has of its caller's process, besides descriptors and signals. */
export function ofTheProcess(test: Declare): void {
  for (const fd of [7, 8, 9, 10, 11, 12])
    test(
      `cwd-not-leaked/${fd}`,
      {
        ...actor,
        claim: `With the working directory /proc/self/fd/${fd} a runtime refuses, or PID 1 is in a directory of its own`,
        level: "MUST",
        cites: ["CVE-2024-21626: runc's own descriptor of the host's /sys/fs/cgroup was such a directory"],
        cwd: `/proc/self/fd/${fd}`,
        acceptable: "An error before the start, or a directory that PID 1 can reach from its root.",
        byHand: [
          `set process.cwd to /proc/self/fd/${fd} in config.json`,
          "start the runtime",
          "ls -ld /proc/PID/cwd/",
        ],
      },
      async (t, { startUnlessRefused, harm }) => {
        const pid1 = await startUnlessRefused();
        if (!pid1) return void t.pass("the runtime says why it does not start");
        const state = pid1.state();
        await pid1.end();
        const name = "PID 1's working directory is its own";
        if (!state) return void t.ok(true, name, { skip: unseen });
        if (state.outside) harm("leaked", 1, `PID 1's working directory is the host's ${state.outside}`);
        t.ok(state.outside === null, name, { observed: `it is the host's ${state.outside}` });
      },
    );

  test(
    "caller-directory",
    {
      ...actor,
      claim: "The directory of the runtime's caller is not PID 1's",
      level: "MUST",
      cites: ["CVE-2024-21626", "OCI runtime-spec, config.md, process.cwd", "bwrap(1), --chdir"],
      caller: { process: { elsewhere: true } },
      byHand: ["start the runtime in a directory outside of the root file system", "ls -ld /proc/PID/cwd/"],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const state = pid1.state();
      await pid1.end();
      const name = "PID 1's working directory is its own";
      if (!state) return void t.ok(true, name, { skip: unseen });
      if (state.outside) harm("leaked", 1, "PID 1's working directory is its caller's");
      t.ok(state.outside === null, name, { observed: `it is the host's ${state.outside}` });
    },
  );

  test(
    "caller-limit",
    {
      ...actor,
      claim: "PID 1 has its caller's soft limit on open files, where nobody asks for another",
      level: "MUST",
      cites: [
        "runc#4195: Go's runtime raised it, and PID 1 got that",
        "getrlimit(2): limits are inherited, and kept by execve(2)",
        "OCI runtime-spec, config.md, process.rlimits: none are set where it has none",
      ],
      needs: ["inherits"],
      caller: { process: { openFiles: 500 } },
      byHand: ["ulimit -S -n 500", "start the runtime", "grep 'open files' /proc/PID/limits"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const limit = pid1.state()?.openFiles;
      await pid1.end();
      const name = "the soft limit is 500";
      if (!limit) return void t.ok(true, name, { skip: unseen });
      if (limit.soft !== 500)
        fact("soft limit", limit.soft === limit.hard ? "is the hard one" : "is another");
      t.ok(limit.soft === 500, name, { observed: `it is ${limit.soft}` });
    },
  );

  test(
    "caller-umask",
    {
      ...actor,
      claim: "PID 1 has its caller's umask, where nobody asks for another",
      level: "SEE",
      cites: ["OCI runtime-spec, config.md, process.user.umask: if unspecified, it should not be changed"],
      needs: ["inherits"],
      caller: { process: { umask: "027" } },
      acceptable: "0022 is what runc and crun set on their own; files of PID 1 may then be read by others.",
      byHand: ["umask 027", "start the runtime", "grep Umask /proc/PID/status"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const umask = pid1.state()?.umask;
      await pid1.end();
      const name = "PID 1's umask is seen";
      if (!umask) return void t.ok(true, name, { skip: unseen });
      t.pass(name);
      fact("umask", umask === "0027" ? "is inherited" : umask === "0022" ? "is 0022" : "is another");
    },
  );
}
