import { type Declare, readerStopped, type Tools } from "../../lib/suite.ts";

/** More than any pipes on the way hold. */
const MUCH = 4 * 1024 * 1024;
const RESTS = "who stands between uses no processor";

/** What runtime and monitor burn while nothing moves. */
export function idling(test: Declare): void {
  test(
    "relay-idle/pid1-idle",
    {
      claim: "Whether runtime and monitor keep a processor busy while PID 1 does nothing",
      level: "SEE",
      cites: [
        "conmon#114, podman#15643: a conmon that uses a whole processor",
        "common sense: who waits rests",
      ],
      strategies: ["shim-pipe", "pty", "direct-file"],
      filesystems: ["local"],
      program: "actor",
      workload: "actor",
      acceptable: "Any is recorded; a quarter of a processor or more is a spin.",
      byHand: [
        "read utime and stime of the runtime and of PID 1's parent in /proc/PID/stat",
        "read them again 3 s later, in which PID 1 waits",
      ],
    },
    async (t, { start, fact, harm }) => {
      const pid1 = await start();
      const seen = await pid1.between.spinsDuring(() => pid1.isEnded());
      tell(seen, { fact, harm });
      if (seen) t.pass(`${RESTS}: ${seen.used.toFixed(2)} s of ${seen.seconds.toFixed(1)} s`);
      else t.ok(true, RESTS, { skip: "nobody stands between" });
      await pid1.end();
    },
  );

  test(
    "relay-idle/reader-stopped",
    {
      claim: "Whether runtime and monitor keep a processor busy while nobody reads what PID 1 has written",
      level: "SEE",
      cites: [
        "containerd#12734: what an engine burns while a reader pauses",
        "common sense: who waits rests",
      ],
      strategies: ["shim-pipe", "fifo"],
      filesystems: ["local"],
      needs: readerStopped.needs,
      fault: "the reader stands still",
      program: "actor",
      workload: "actor",
      acceptable: "Any is recorded; a quarter of a processor or more is a spin.",
      byHand: [
        "stop whoever reads the pipe (SIGSTOP), and let PID 1 write 4 MiB",
        "read utime and stime of the runtime in /proc/PID/stat, and again 3 s later",
      ],
    },
    async (t, { start, inflict, fact, harm }) => {
      const pid1 = await start();
      const goOn = await inflict(readerStopped);
      const written = pid1.do({ do: "write", stream: "stdout", bytes: MUCH });
      fact("pid 1", (await pid1.blocked()) ? "waits" : "goes on");
      const seen = await pid1.between.spinsDuring(() => pid1.isEnded());
      tell(seen, { fact, harm });
      await goOn();
      await written;
      if (seen) t.pass(`${RESTS}: ${seen.used.toFixed(2)} s of ${seen.seconds.toFixed(1)} s`);
      else t.ok(true, RESTS, { skip: "nobody stands between" });
      await pid1.end();
    },
  );
}

type Seen = Awaited<ReturnType<Awaited<ReturnType<Tools["start"]>>["between"]["spinsDuring"]>>;

function tell(seen: Seen, { fact, harm }: Pick<Tools, "fact" | "harm">): void {
  if (!seen) return;
  fact("who stands between", seen.spins ? "spins" : "rests");
  const { used, seconds } = seen;
  if (seen.spins) harm("spin", 1, `${used.toFixed(1)} s of a processor in ${seconds.toFixed(1)} s`);
}
