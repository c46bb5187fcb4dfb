import { type Declare, deleteOnServer, removeDirectory, seesEnd } from "../../lib/suite.ts";
import { bothWirings, everyWay, noHang, seed } from "./words.ts";

const DELETED_WRITING = "it is deleted, PID 1 writes on";

export function writing(test: Declare): void {
  test(
    "keep-writing",
    {
      claim: "What becomes of PID 1 and of its bytes when it goes on writing to a log that went stale",
      level: "SEE",
      cites: ["containerd#12462: the copier stops, the pipe stays open and fills", "nerdctl#4591"],
      strategies: everyWay,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: DELETED_WRITING,
      speaks: ["stderr"],
      workload: "keep-writing",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "delete both log files on the server",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const wrote = observed.ledger.every(({ acked }) => acked > 0);
      t.ok(wrote, "PID 1 wrote before the fault and told of it", { observed: observed.ledger });
    },
  );

  test(
    "dir-removed",
    {
      claim:
        "What becomes of PID 1 and of its bytes when the whole directory of its log is removed on the server",
      level: "SEE",
      cites: [
        seed,
        "RFC 1813, 2.6: NFS3ERR_STALE, the file referred to by that file handle no longer exists",
      ],
      strategies: everyWay,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: "the log's directory is removed on its server",
      speaks: ["stderr"],
      workload: "keep-writing",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "remove the directory of the log on the server",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(removeDirectory);
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const wrote = observed.ledger.every(({ acked }) => acked > 0);
      t.ok(wrote, "PID 1 wrote before the fault and told of it", { observed: observed.ledger });
    },
  );

  test(
    "keep-writing-beyond-a-pipe",
    {
      claim: "Whether PID 1 still ends when it writes more to a log that went stale than a pipe holds",
      level: "SEE",
      cites: [
        "containerd#12462: the copier stops, the pipe stays open and fills, PID 1 waits in write(2)",
        "pipe(7): a pipe holds 65,536 bytes; a write to a full one waits for a reader",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: "it is deleted, PID 1 writes on beyond a pipe",
      speaks: ["stderr"],
      workload: "keep-writing-beyond-a-pipe",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "delete both log files on the server",
        "let it write 256 KiB on each stream",
        "if it does not end: cat /proc/PID/wchan, and look who has the other end of its pipe: ls -l /proc/*/fd | grep pipe:",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      seesEnd(t, await pid1.proceed());
    },
  );
}
