import { type Declare, endsBy, reports } from "../../lib/suite.ts";

/** Bytes that a file may have, and files that are kept, as the engine is told. */
const log = { maxBytes: 2 ** 16, maxFiles: 3 } as const;
/** Bytes of a line of 64 with all that an engine puts around it, and more. */
const RECORD = 512;
const MUCH = 16 * log.maxBytes;
/** In the form of any engine more than half a file, and less than one: a file that a restart finds begun is full before the next one has ended. */
const A_RUN = 430 * 64;
const RUNS = 8;

const told = `${log.maxFiles} files of ${log.maxBytes} bytes`;

const cell = {
  level: "MUST",
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  needs: ["logs"],
  stays: true,
  workload: "write-bytes",
  log,
  acceptable: `A file may be longer by one record, of ${RECORD} bytes at most; fewer files may be kept. What is thrown away so is not lost.`,
} as const;

/** What an engine that rotates its log by itself keeps of it. */
export function limits(test: Declare): void {
  test(
    "limits",
    {
      ...cell,
      claim:
        "An engine that is told how long a file of its log may be, and how many it keeps, has no more after much output, and the newest",
      cites: [
        "docker, json-file and local: max-size, the maximum size of the log before it is rolled; max-file, the maximum number of log files",
        "podman-run(1), --log-opt max-size",
      ],
      args: [String(MUCH)],
      byHand: [
        `start it with max-size ${log.maxBytes} and max-file ${log.maxFiles}`,
        `let it write ${MUCH} bytes and end`,
        "look at the log's files, their sizes and the last lines",
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      const observed = await pid1.proceed();
      if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, { kind: "exit", code: 0 });
      t.equal(observed.ledger[0]?.acked, MUCH, "write(2) took every byte");
      kept(t, [log.sizes()]);
      isNewest(t, log.kept("stdout"), pid1.written("stdout"));
    },
  );

  test(
    "limits-restarts",
    {
      ...cell,
      claim: "The same holds of a container that is started again and again",
      cites: [
        "docker, json-file and local: max-size, max-file",
        "conmon#468: before 2.1.10 conmon counts from 0 at each start, whatever the file holds by then; conmon#295, podman#11223",
      ],
      args: [String(A_RUN)],
      byHand: [
        `start it with max-size ${log.maxBytes} and max-file ${log.maxFiles}`,
        `let it write ${A_RUN} bytes and end`,
        `start it again, until it has run ${RUNS} times; look at the log's files after each`,
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      reports(t, await pid1.proceed());
      const { engine } = pid1;
      if (!engine) throw new Error("the runtime offers logs, and has no engine");
      const once = pid1.written("stdout");
      const seen = [log.sizes()];
      for (let runs = 1; runs < RUNS; runs++) {
        t.same(await engine.runAgain(), { kind: "exit", code: 0 }, "it runs again, and ends by 0");
        seen.push(log.sizes());
      }
      const unchanged = seen.filter((sizes, at) => String(sizes) === String(seen[at - 1]));
      t.equal(unchanged.length, 0, "each run is written to it");
      kept(t, seen);
      isNewest(t, log.kept("stdout"), Buffer.concat(Array.from({ length: RUNS }, () => once)));
    },
  );
}

/** @param seen sizes of the log's files, each time that they were looked at */
function kept(t: Parameters<typeof reports>[0], seen: readonly (readonly number[])[]): void {
  const files = Math.max(...seen.map(({ length }) => length));
  const largest = Math.max(...seen.flat());
  t.ok(files <= log.maxFiles, "no more files are kept than it was told", {
    observed: `${files} files, told ${told}`,
  });
  t.ok(largest <= log.maxBytes + RECORD, "no file is longer than it was told", {
    observed: `a file of ${largest} bytes, told ${told}`,
  });
}

function isNewest(t: Parameters<typeof reports>[0], kept: Buffer, written: Buffer): void {
  const isTheEnd = kept.length > 0 && kept.equals(written.subarray(-kept.length));
  t.ok(isTheEnd, "what is kept is the newest", {
    observed: `${kept.length} bytes that are not the last of the ${written.length} that were written`,
  });
}
