import {
  daemonKilled,
  endsBy,
  monitorKilled,
  readerGone,
  readerStopped,
  seesEnd,
  suite,
} from "../lib/suite.ts";

/** What a pipe holds: pipe(7), Pipe capacity. */
const PIPE = 65_536;

export default suite("reader", "The other end of the pipe fails", (test) => {
  test(
    "closed",
    {
      claim: "What becomes of PID 1 when nobody reads its pipes any more",
      level: "SEE",
      cites: [
        "pipe(7): a write to a pipe without a reader fails with EPIPE, and SIGPIPE is sent",
        "containerd/rust-extensions#154: a shim that ends closes the reader of its container's output",
      ],
      strategies: ["shim-pipe", "fifo", "socket"],
      filesystems: ["local"],
      needs: ["own-reader"],
      fault: "nobody reads the pipe",
      workload: "keep-writing",
      speaks: ["stderr"],
      acceptable:
        "Any end is recorded; a hang breaks the claim. A runtime that stands between may read on by itself, and then its own writes fail.",
      byHand: ["end whoever reads the pipe", "let it write 64 lines on each stream", "read the exit status"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(readerGone);
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const isGone = observed.ledger.every(
        ({ acked, stored, failed }) => acked > stored || (failed.EPIPE ?? 0) > 0,
      );
      const name = "the reader was gone: writes failed, or what they acknowledged is nowhere";
      t.ok(isGone, name, { observed: observed.ledger });
    },
  );

  test(
    "stopped",
    {
      claim: "What becomes of PID 1 and of its bytes when the reader of its pipes stops for a while",
      level: "SEE",
      cites: [
        "pipe(7): a write to a full pipe blocks until enough data has been read",
        "containerd#9342: a container whose output nobody reads any more hangs in its write",
      ],
      strategies: ["shim-pipe", "fifo"],
      filesystems: ["local"],
      needs: ["own-reader"],
      fault: "the reader stops for a while",
      workload: "keep-writing-beyond-a-pipe",
      acceptable:
        "While nobody reads, PID 1 waits in its write, or something that stands between takes all of it. Once it is read again it ends, and no byte is lost.",
      byHand: [
        "stop whoever reads the pipe (SIGSTOP)",
        "let it write 256 KiB on each stream; a pipe holds 64 KiB",
        "look at /proc/PID/wchan: it waits in a write to a pipe",
        "let the reader go on (SIGCONT), and read the exit status",
      ],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      const goOn = await inflict(readerStopped);
      const waited = await pid1.proceedUntilBlocked();
      await goOn();
      const observed = await pid1.ended();
      const { ledger } = observed;
      seesEnd(t, observed);
      fact("while nobody read", waited ? "it waited" : "it went on");
      t.same(
        ledger.map(({ lost }) => lost),
        [0, 0],
        "nothing is lost",
      );
    },
  );

  test(
    "stalls-across-exit",
    {
      claim: "What waits in a pipe whose reader stands still while PID 1 exits is not lost",
      level: "MUST",
      cites: [
        "pipe(7): a pipe keeps what it holds until it is read, or until nobody can read it any more",
        "containerd#13931: the tail of the output is lost where its reader is slow",
      ],
      strategies: ["shim-pipe", "fifo"],
      filesystems: ["local"],
      needs: readerStopped.needs,
      fault: "the reader stands still across the exit",
      program: "actor",
      workload: "actor",
      byHand: [
        "stop whoever reads the pipe (SIGSTOP)",
        `let it write ${PIPE} bytes, which a pipe holds, and exit`,
        "let the reader go on once PID 1 has gone (SIGCONT), and compare what comes",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const goOn = await inflict(readerStopped);
      const end = pid1.end(0, { stream: "stdout", bytes: PIPE });
      const isEnded = await pid1.isEnded();
      await pid1.isReported(); // Who takes away what waits, as he ends himself, has done so by then.
      await goOn();
      const observed = await end;
      if (!isEnded)
        return void t.ok(true, "all of it arrives", { skip: "PID 1 has not ended while nobody read" });
      if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, { kind: "exit", code: 0 });
      const whole = { acked: PIPE, stored: PIPE, lost: 0, torn: 0, foreign: 0 };
      t.match(observed.ledger[0], whole, "all of it arrives");
    },
  );

  test(
    "monitor-killed",
    {
      claim:
        "What becomes of PID 1, its bytes and its status when its monitor is killed: conmon, or containerd's shim",
      level: "SEE",
      cites: [
        "cri-o#3229: containers whose conmon was killed",
        "pipe(7): a write to a pipe without a reader fails",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["monitor"],
      fault: "the monitor is killed",
      mayLeave: true,
      seconds: 60, // podman looks for conmon's word for 20 s.
      workload: "actor",
      acceptable: "Any end is recorded, and what is left behind; a hang breaks the claim.",
      byHand: ["kill -KILL the parent of PID 1", "let it write 64 lines", "read the exit status"],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await inflict(monitorKilled);
      const isEnded = await pid1.isEnded();
      fact("pid 1", isEnded ? "is ended" : "goes on");
      if (!isEnded) await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      seesEnd(t, await pid1.end());
    },
  );

  test(
    "daemon-killed",
    {
      claim: "What becomes of PID 1, its bytes and its status when the engine's daemon is killed",
      level: "SEE",
      cites: [
        "docker's documentation, live restore: while the daemon is down containers fill their log's FIFO, and block once it is full",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      needs: ["daemon"],
      owns: ["daemon"],
      fault: "the daemon is killed",
      mayLeave: true,
      workload: "actor",
      acceptable: "Any end is recorded, and what is left behind; a hang breaks the claim.",
      byHand: ["kill -KILL the engine's daemon", "let it write 64 lines", "read the exit status"],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      await inflict(daemonKilled);
      const isEnded = await pid1.isEnded();
      fact("pid 1", isEnded ? "is ended" : "goes on");
      if (!isEnded) await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      seesEnd(t, await pid1.end());
    },
  );
});

const LINES = 64 * 64;
