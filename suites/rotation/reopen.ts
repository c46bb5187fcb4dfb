import { type Declare, deleteOnServer, endsBy, rotated, seesEnd } from "../../lib/suite.ts";

const BYTES = 2 ** 15;

/** The runtime is told to open its log anew. */
export function reopening(test: Declare): void {
  test(
    "reopen",
    {
      claim:
        "A log that is renamed and opened anew at the runtime's own word goes on in the new file: nothing is lost, doubled or torn",
      level: "MUST",
      cites: [
        "k8s.io/cri-api, ReopenContainerLog: asks the runtime to reopen the stdout/stderr log file, called after the log file has been rotated",
        "kubernetes/kubernetes#59902: the kubelet renames the log, then has it opened anew",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local", "tmpfs", "stalefs"],
      needs: rotated.needs,
      fault: "the log is renamed and opened anew",
      program: "actor",
      workload: "actor",
      byHand: [
        "let it write whole lines",
        "rename the log, and have the runtime open it anew",
        "let it write on, and compare both files with what was written",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const write = (bytes: number) => pid1.do({ do: "write", stream: "stdout", bytes });
      await write(BYTES);
      await inflict(rotated);
      await write(BYTES);
      await pid1.arrives(); // What is lost at its end is no matter of the rotation.
      const observed = await pid1.end();
      endsBy(t, observed, { kind: "exit", code: 0 });
      const acked = 2 * BYTES;
      const whole = { acked, stored: acked, lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };
      t.match(observed.ledger[0], whole, "both files together hold what was written, in order");
    },
  );

  test(
    "reopen-heals",
    {
      claim: "Whether output flows again once a log that was deleted on its server is opened anew",
      level: "SEE",
      cites: ["RFC 1813, 2.6: NFS3ERR_STALE", "k8s.io/cri-api, ReopenContainerLog"],
      strategies: ["shim-pipe"],
      filesystems: ["stalefs", "nfs3"],
      needs: ["reopen"],
      fault: "it is deleted, and opened anew",
      program: "actor",
      workload: "actor",
      acceptable: "What was written while the log was gone is lost; a hang breaks the claim.",
      byHand: [
        "delete the log where it really lives, and let it write",
        "have the runtime open the log anew",
        "let it write again, and count what arrived",
      ],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      const write = (bytes: number) => pid1.do({ do: "write", stream: "stdout", bytes });
      await write(BYTES);
      await inflict(deleteOnServer());
      await write(BYTES);
      await pid1.isRead();
      const [before] = await pid1.ledger();
      await pid1.reopen();
      await write(BYTES);
      const observed = await pid1.end();
      seesEnd(t, observed);
      const flows = (observed.ledger[0]?.stored ?? 0) > (before?.stored ?? 0);
      fact("output", flows ? "flows again" : "has stopped");
    },
  );
}
