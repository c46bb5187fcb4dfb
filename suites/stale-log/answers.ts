import { answerErrno, type Declare, deleteOnServer, type Fault, seesEnd } from "../../lib/suite.ts";
import { flowsAgain } from "../bodies/flows-again.ts";
import { bothWirings, everyWay, noHang, seed } from "./words.ts";

const failing = (errno: Parameters<typeof answerErrno>[0]): Fault =>
  answerErrno(errno, "getattr", "setattr", "lookup", "open", "read", "write", "flush", "fsync");

/** What a server answers that has the file and does not give it, by who answers so. */
const others = {
  EIO: "nfs(5), soft: what the server does not answer in time fails with EIO",
  EACCES:
    "RFC 1813, 2.6: NFS3ERR_ACCES, the caller does not have the permission, as after a change of the export's",
} as const;

export function answers(test: Declare): void {
  for (const [errno, cite] of Object.entries(others) as [keyof typeof others, string][]) {
    test(
      `other-errno/${errno}`,
      {
        claim: `How PID 1 ends when all that is asked of its log fails with ${errno}`,
        level: "SEE",
        cites: [seed, cite],
        strategies: everyWay,
        filesystems: ["stalefs"],
        needs: failing(errno).needs,
        fault: `the log answers ${errno}`,
        speaks: ["stderr"],
        workload: "exit-natural",
        acceptable: noHang,
        byHand: [`have every call on the log fail with ${errno}`, "let it go on", "read the exit status"],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await inflict(failing(errno));
        seesEnd(t, await pid1.proceed());
      },
    );
  }

  test(
    "before-start",
    {
      claim: "Whether a container starts whose stdout is stale already, and how it ends",
      level: "SEE",
      cites: [
        "crun, libcrun_container_run: fds 0–2 are given to the container's user by fchown(2), and where that fails it does not start",
        "runc, fixStdioPermissions: fstat(2) of fds 0–2, likewise",
      ],
      strategies: ["direct-file"],
      filesystems: ["stalefs", "nfs3"],
      caller: { opens: true },
      fault: "stdout is stale before the start",
      program: "actor",
      workload: "actor",
      acceptable: `Both: a start, or an error before it that says why. ${noHang}`,
      byHand: [
        "open both logs for appending",
        "delete stdout's on the server",
        "start the runtime with them as fds 1 and 2",
      ],
    },
    async (t, { startUnlessRefused, inflict, fact }) => {
      const pid1 = await startUnlessRefused(() => inflict(deleteOnServer("stdout")));
      fact("a stale stdout is", pid1 ? "passed on" : "refused");
      if (!pid1) return void t.pass("the runtime says why it does not start");
      await pid1.do({ do: "write", stream: "stdout", bytes: 4_096 });
      seesEnd(t, await pid1.end());
    },
  );

  test(
    "recovers",
    {
      claim: "Whether output flows again once a log that was stale for a while is good again",
      level: "SEE",
      cites: [
        "RFC 1813, 2.6: NFS3ERR_STALE, as from a server whose export has gone and comes back",
        "containerd#12462: the copier stops at its first error, and never copies again",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs"],
      needs: failing("ESTALE").needs,
      fault: "the log is stale for a while",
      program: "actor",
      workload: "actor",
      acceptable: `${noHang} Whoever writes again loses what was written meanwhile, and no more.`,
      byHand: [
        "have every call on the log fail with ESTALE",
        "let it write; have the calls succeed again",
        "let it write again, and count what arrived",
      ],
    },
    (t, tools) => flowsAgain(t, tools, failing("ESTALE")),
  );
}
