import { type Declare, deleteOnServer, seesEnd } from "../../lib/suite.ts";
import { bothWirings, DELETED, everyWay, noHang, seed } from "./words.ts";

/** How node may come to its end after its log went stale; each takes another path to ResetStdio. */
const endings = {
  natural: { workload: "exit-natural", how: "its event loop is empty", act: "let it go on" },
  "process-exit": { workload: "exit-process-exit", how: "it calls process.exit(0)", act: "let it go on" },
  "uncaught-throw": {
    workload: "exit-uncaught-throw",
    how: "an exception is not caught",
    act: "let it go on",
  },
  "sigterm-listener": {
    workload: "exit-sigterm-listener",
    how: "its SIGTERM listener ends its work",
    act: "send SIGTERM",
  },
  "sigterm-default": {
    workload: "exit-sigterm-default",
    how: "SIGTERM has no listener",
    act: "send SIGTERM",
  },
} as const;
export function exits(test: Declare): void {
  for (const [name, { workload, how, act }] of Object.entries(endings)) {
    test(
      `exit-after/${name}`,
      {
        claim: `How PID 1 ends after its log went stale, when ${how}`,
        level: "SEE",
        cites: [
          seed,
          "the outage that fd012 began with: node as PID 1, stdout on NFSv3, the log deleted on the server",
        ],
        strategies: everyWay,
        filesystems: ["stalefs", "nfs3", "nfs4"],
        workload,
        fault: DELETED,
        speaks: ["stderr"],
        acceptable: noHang,
        byHand: ["delete both log files on the server", act, "read the exit status"],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await inflict(deleteOnServer());
        if (name.startsWith("sigterm")) await pid1.signal("SIGTERM");
        // Without a listener the signal may be discarded, since it is PID 1; then it is let go, to see the end that follows.
        seesEnd(t, await (name === "sigterm-listener" ? pid1.ended() : pid1.proceed()));
      },
    );
  }

  test(
    "npm",
    {
      claim: "How npm ends as PID 1 when the log went stale that it and its script have",
      level: "SEE",
      cites: [seed, "the outage that fd012 began with: its kernel log names npm[1]"],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      program: "npm",
      fault: DELETED,
      speaks: ["stdout", "stderr"],
      workload: "exit-natural",
      acceptable: noHang,
      byHand: ["delete both log files on the server", "let the script go on", "read the exit status of npm"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      seesEnd(t, await pid1.proceed());
    },
  );
}
