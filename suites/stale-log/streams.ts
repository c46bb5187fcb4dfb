import { type Declare, deleteOnServer, reports, seesEnd } from "../../lib/suite.ts";
import { bothWirings, DELETED, noHang, seed } from "./words.ts";

export function streamsAndStatus(test: Declare): void {
  for (const [name, streams] of Object.entries({
    "stdout-only": ["stdout"],
    "stderr-only": ["stderr"],
    both: ["stdout", "stderr"],
  } as const)) {
    test(
      name,
      {
        claim: `How PID 1 ends when ${streams.join(" and ")} went stale`,
        level: "SEE",
        cites: [seed],
        strategies: bothWirings,
        filesystems: ["stalefs", "nfs3", "nfs4"],
        fault: DELETED,
        speaks: ["stderr"],
        workload: "exit-natural",
        acceptable: noHang,
        byHand: [
          `delete ${streams.join(" and ")}'s log on the server`,
          "let it go on",
          "read the exit status",
        ],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await inflict(deleteOnServer(...streams));
        seesEnd(t, await pid1.proceed());
      },
    );
  }

  test(
    "supervisor-reports",
    {
      claim: "Whatever PID 1's end is after its log went stale, the runtime reports that, and not success",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime.md, Lifecycle",
        "lxc-start -F and haconiwa report 0 where PID 1 died: their supervisors restart nothing",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: DELETED,
      speaks: ["stderr"],
      workload: "exit-natural",
      byHand: [
        "delete both log files on the server",
        "let it go on",
        "compare the runtime's exit status with how the process ended",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      reports(t, await pid1.proceed());
    },
  );
}
