import { type Asserts, type Ended, endsBy, readerStopped, suite } from "../lib/suite.ts";

// Around what pipes, page caches and log drivers cut at: 4 KiB (PIPE_BUF, a page), 8, 16 (docker's line limit) and 64 KiB (a
// pipe's capacity, pipe(7)), then sizes that no buffer holds.
const around = (size: number) => [size - 1, size, size + 1];
const sizes = [
  0,
  1,
  ...around(4096),
  ...around(8192),
  ...around(16384),
  ...around(65536),
  2 ** 20,
  2 ** 24 - 1,
  2 ** 24 + 1,
];

/** Nothing is lost, added or moved on any stream, and the runtime's own logs command gives back what is stored. */
const sound = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };

// A file holds its own, so what is asked of it is asked of the pipes too, and the other way.
const cell = { strategies: ["direct-file", "shim-pipe"], filesystems: ["local"] } as const;
/** Whatever carries bytes, whether a reader stands behind it or not. */
const everyWay = ["direct-file", "shim-pipe", "fifo", "socket"];
const byActor = { ...cell, strategies: everyWay, program: "actor", workload: "actor" } as const;

/** Bytes that no buffer on the way holds, and of a burst that are sure to wait in one when PID 1 ends. */
const BURST = 96 * 1024;
const TIMES = 8;
const HALF_A_LINE_MORE = 2 * 64 + 32;
const LONG_LINE = 2 ** 20;
const MUCH = 2 ** 20;
const STOPS = 4;

export default suite("bytes", "Nothing lost, nothing invented", (test) => {
  for (const size of sizes) {
    test(
      `exact-sizes/${size}`,
      {
        claim: `${size} bytes written to stdout right before the exit arrive exactly`,
        level: "MUST",
        cites: ["docker/cli#4338", "moby#32923"],
        strategies: everyWay,
        filesystems: ["local"],
        workload: "write-bytes",
        args: [String(size)],
        byHand: [`let it write ${size} bytes to fd 1 and exit`, "compare the log with what was written"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const observed = await pid1.proceed();
        const [stdout, stderr] = observed.ledger;
        // Its bytes are the subject: they are right or not, whether or not the kernel tells how it ended.
        if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, { kind: "exit", code: 0 });
        t.equal(stdout?.acked, size, "write(2) took every byte");
        t.equal(stdout?.stored, size, "the log holds as many");
        t.match(
          stdout,
          { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 },
          "and they are the same, in order",
        );
        t.equal(stderr?.stored, 0, "nothing was invented on stderr");
      },
    );
  }

  test(
    "last-line-no-newline",
    {
      ...byActor,
      claim: "A last line without a newline at its end arrives as it is",
      level: "MUST",
      cites: [
        "POSIX write(): what was written is what can be read; it knows no lines",
        "moby#43860, nerdctl#5009: logs of a last line that has no newline",
      ],
      byHand: ["let it write two lines and a half and exit", "look at the end of the log"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: HALF_A_LINE_MORE });
      arrived(t, await pid1.end(), [HALF_A_LINE_MORE, 0]);
    },
  );

  test(
    "burst-then-exit",
    {
      ...byActor,
      claim: `The last bytes of a burst right before the exit are there, ${TIMES} times in a row`,
      level: "MUST",
      cites: [
        "POSIX _exit(): it closes descriptors; what a pipe holds stays for its reader",
        "podman#9096, kubernetes#124571: the last lines before an exit are missing in the logs now and then",
      ],
      byHand: [
        `let it write ${BURST} bytes and exit at once, ${TIMES} times`,
        "compare each log with what was written",
      ],
    },
    async (t, { start }) => {
      for (let time = 0; time < TIMES; time++) {
        const pid1 = await start();
        arrived(t, await pid1.end(0, { stream: "stdout", bytes: BURST }), [BURST, 0]);
      }
    },
  );

  test(
    "burst-to-a-server",
    {
      ...byActor,
      strategies: ["direct-file", "shim-pipe"],
      filesystems: ["stalefs"],
      claim: `The last bytes of a burst right before the exit are there where the log lies on a server, ${TIMES} times in a row`,
      level: "MUST",
      cites: [
        "POSIX _exit(): it closes descriptors; what a pipe holds stays for its reader",
        "containerd#11150: container logs are missing when disk I/O wait time is high",
      ],
      byHand: [
        `let it write ${BURST} bytes and exit at once, ${TIMES} times; each line that a reader stores takes a call to the server`,
        "compare each log with what was written",
      ],
    },
    async (t, { start }) => {
      for (let time = 0; time < TIMES; time++) {
        const pid1 = await start();
        arrived(t, await pid1.end(0, { stream: "stdout", bytes: BURST }), [BURST, 0]);
      }
    },
  );

  for (const [name, content, bytes, what] of [
    ["binary", "binary", 2 ** 18, "All 256 values of a byte, NULs and invalid UTF-8"],
    ["long-line", "unbroken", LONG_LINE, `A line of ${LONG_LINE} bytes without a newline`],
  ] as const) {
    test(
      name,
      {
        ...byActor,
        claim: `${what} arrive as they were written`,
        level: "MUST",
        cites: [
          "POSIX write(): bytes, not text",
          "moby#13517, docker/for-linux#1022: json-file makes U+FFFD of what is no UTF-8",
        ],
        byHand: ["let it write them to fd 1 and exit", "compare the log with what was written"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        await pid1.do({ do: "write", stream: "stdout", bytes, content });
        arrived(t, await pid1.end(), [bytes, 0]);
      },
    );
  }

  test(
    "slow-reader",
    {
      ...byActor,
      claim: "A reader that stops again and again loses nothing, and PID 1 comes to its end",
      level: "MUST",
      cites: [
        "pipe(7): a write to a full pipe waits",
        "moby#22502, cri-o#7945: output is lost where its reader is slow",
      ],
      strategies: ["shim-pipe"],
      needs: readerStopped.needs,
      byHand: [
        `let it write ${MUCH} bytes in odd pieces`,
        `${STOPS} times meanwhile: stop the reader (SIGSTOP) until PID 1 waits in its write, and let it go on (SIGCONT)`,
        "compare the log with what was written",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      if (!pid1.streams) {
        await pid1.end();
        return void t.ok(true, "nothing is lost", {
          skip: "the host does not see when PID 1 waits in its write",
        });
      }
      const written = pid1.do({ do: "write", stream: "stdout", bytes: MUCH, chunk: 4_001 });
      for (let stop = 0; stop < STOPS; stop++) {
        const goOn = await inflict(readerStopped);
        await Promise.race([written, pid1.blocked()]);
        await goOn();
      }
      t.match(await written, { errno: 0 }, "every write succeeds");
      arrived(t, await pid1.end(), [MUCH, 0]);
    },
  );

  for (const [name, bytes, what] of [
    ["latency", 64, "A line"],
    ["latency-unfinished", 40, "A line that is not finished"],
  ] as const) {
    test(
      name,
      {
        ...byActor,
        claim: `${what}, and then silence: whether it is in the log while PID 1 lives`,
        level: "SEE",
        cites: [
          "setvbuf(3): who keeps lines or blocks back shows them late",
          "moby#18497: docker logs omits a prompt, a line that is not finished",
        ],
        acceptable:
          "late: it is there only once PID 1 has ended, so that nobody sees what a program that waits has said last.",
        byHand: [`let it write ${bytes} bytes and wait`, "look whether they are in the log"],
      },
      async (t, { start, fact }) => {
        const pid1 = await start();
        await pid1.do({ do: "write", stream: "stdout", bytes });
        fact("it", (await pid1.arrives()) ? "arrives at once" : "waits for the end");
        const { ledger } = await pid1.end();
        t.equal(ledger[0]?.acked, bytes, "write(2) took it");
      },
    );
  }

  test(
    "process-exit-truncates",
    {
      ...cell,
      claim: "How much comes of what node was asked to write when process.exit() follows at once",
      level: "SEE",
      cites: [
        "node's documentation, process.exit(): it ends the process even if there are still asynchronous operations pending, writes to process.stdout among them",
        "nodejs/node#53242",
      ],
      workload: "write-process-exit",
      acceptable:
        "All of it where fd 1 is a file, whose writes node makes at once; on a pipe as much as it takes at once. Nothing is lost that write(2) had " +
        "acknowledged: what is cut, node never wrote.",
      byHand: ["let it call process.stdout.write of 4 MiB and process.exit(0)", "count what is in the log"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      const asked = pid1.told("wrote")?.streams.stdout?.tried ?? 0;
      const [stdout] = (await pid1.proceed()).ledger;
      const { stored = 0, foreign } = stdout ?? {};
      t.ok(stored > 0, "some of it came", { observed: stdout });
      t.equal(foreign, 0, "and nothing else");
      fact("it is", stored === asked ? "whole" : "cut");
    },
  );
});

/** Of each stream exactly so many bytes, as they were written. */
function arrived(t: Asserts, observed: Ended, bytes: readonly [number, number]): void {
  const { ledger } = observed;
  // Its bytes are the subject: they are right or not, whether or not the kernel tells how it ended.
  if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, { kind: "exit", code: 0 });
  const [acked, stored] = [ledger.map((one) => one.acked), ledger.map((one) => one.stored)];
  t.same(acked, bytes, "write(2) took every byte");
  t.same(stored, bytes, "the log holds as many");
  t.match(ledger, [sound, sound], "and they are the same, in order");
  const given = ledger.map((one) => (one.undelivered ?? 0) + (one.misdelivered ?? 0));
  t.same(given, [0, 0], "and the runtime's logs command gives back what is stored");
}
