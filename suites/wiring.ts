import { type Body, type Container, type Judged, suite } from "../lib/suite.ts";

import { declareReopening } from "./wiring-reopen.ts";

const everyStrategy = ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null"];
const oneLogAStream = ["direct-file", "shim-pipe", "redirect", "fifo", "socket"];
const filesystems = ["local"]; // What is on fds 0–2 is no matter of where the log is; every claim on stale logs looks at them too.
const unseen = "PID 1's descriptors cannot be seen from the host, and the workload does not tell";

export default suite("wiring", "What PID 1 is given", (test) => {
  test(
    "strategy-honoured",
    {
      claim:
        "fds 0, 1 and 2 of PID 1 are the objects that the strategy names, opened as it says, with the right process at their other end",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime-linux.md, File descriptors",
        "proc(5): /proc/PID/fd, /proc/PID/fdinfo",
      ],
      strategies: everyStrategy,
      filesystems,
      workload: "exit-natural",
      byHand: ["ls -l /proc/PID/fd", "grep flags /proc/PID/fdinfo/1"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      await pid1.proceed();
      if (!pid1.wiring) return void t.ok(true, "fds 0–2 are as the strategy says", { skip: unseen });
      for (const rule of pid1.wiring.rules) holds(t, rule);
    },
  );

  test(
    "stdout-stderr-distinct",
    {
      claim: "A byte for fd 1 never shows up on fd 2's sink, nor the other way",
      level: "MUST",
      cites: ["POSIX stdin, stdout, stderr: two streams"],
      strategies: oneLogAStream,
      filesystems,
      workload: "keep-writing",
      byHand: [
        "let it write marked lines on both streams",
        "look for the marks of one in the log of the other",
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      const { ledger } = await pid1.proceed();
      if (ledger.some(({ streams }) => streams === "together")) {
        const skip = "this log does not say which stream a byte came from";
        return void t.ok(true, "each log holds only bytes of its own stream", { skip });
      }
      t.same(
        ledger.map(({ foreign }) => foreign),
        [0, 0],
        "each log holds only bytes of its own stream",
      );
      t.same(
        ledger.map(({ lost }) => lost),
        [0, 0],
        "and all of them",
      );
      t.ok(
        (await log.text("stdout")).startsWith("stdout ") && (await log.text("stderr")).startsWith("stderr "),
        "each under its own mark",
      );
      for (const rule of pid1.wiring?.rules ?? []) if (rule.about.length === 2) holds(t, rule);
    },
  );

  test(
    "no-extra-fds",
    {
      claim: "Nothing above fd 2 is open at PID 1's start",
      level: "MUST",
      cites: [
        "CVE-2024-21626: runc leaked a descriptor of the host's /sys/fs/cgroup",
        "runc#5474",
        "OCI runtime-spec, runtime-linux.md, File descriptors: others MUST NOT be passed",
      ],
      strategies: everyStrategy,
      filesystems,
      workload: "exit-natural",
      byHand: [
        "ls -l /proc/PID/fd",
        "take away what the same program opens by itself when a shell starts it",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const foreign = await pid1.foreignDescriptors();
      await pid1.proceed();
      const name = "no descriptor but the program's own";
      if (!foreign) return void t.ok(true, name, { skip: unseen });
      const observed = foreign.map(({ fd, target }) => `${fd} → ${target}`).join(", ");
      if (foreign.length > 0) harm("leaked", foreign.length, `open in PID 1 besides its own: ${observed}`);
      t.ok(foreign.length === 0, name, { observed, at: null, stack: "" });
    },
  );

  for (const [name, fds, strategy] of [
    ["closed-stdin", [0], "direct-file"],
    ["closed-stdout", [1], "direct-file"],
    ["closed-all", [0, 1, 2], "closed"],
  ] as const) {
    test(
      name,
      {
        claim: `Started without fd ${fds.join(", ")}, a runtime refuses, or PID 1 finds nothing of the host's there`,
        level: "MUST",
        cites: [
          "golang/go#60641: a program that is started with closed fds 0–2 gives their numbers to what it opens next",
          "crun#1702",
          "POSIX execve(): a conforming environment has fds 0, 1 and 2 open",
        ],
        strategies: [strategy],
        filesystems,
        workload: "exit-code",
        args: ["0"],
        caller: { closed: fds },
        acceptable:
          "/dev/null, nothing, a pipe whose other end nobody but the runtime holds, or an error before the start. node opens /dev/null for what is missing.",
        byHand: [`start the runtime with ${fds.map((fd) => `${fd}<&-`).join(" ")}`, "ls -l /proc/PID/fd"],
      },
      async (t, { startUnlessRefused, harm }) => {
        const pid1 = await startUnlessRefused();
        if (!pid1) return void t.pass("the runtime says why it does not start");
        await pid1.proceed();
        if (!pid1.wiring) return void t.ok(true, "nothing of the host's is there", { skip: unseen });
        for (const rule of pid1.wiring.rules) {
          if (!fds.some((fd) => rule.about.length === 1 && rule.about[0] === fd)) continue;
          if (rule.problem) harm("leaked", 1, rule.problem.observed);
          holds(t, rule);
        }
      },
    );
  }

  test(
    "stdin-null",
    {
      claim: "PID 1 reads the end of /dev/null at once",
      level: "MUST",
      cites: ["null(4): reads return end of file"],
      strategies: ["direct-file", "shim-pipe"],
      filesystems,
      workload: "read-stdin",
      byHand: ["start the runtime with </dev/null", "let PID 1 read fd 0 to its end"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      t.match(pid1.told("stdin"), { bytes: 0, errno: 0 }, "no byte, no error, an end");
      await pid1.proceed();
    },
  );

  // 0 is an end and nothing else; 65536 is what a pipe holds (pipe(7)).
  for (const [name, size] of [
    ["stdin-eof", 0],
    ["stdin-data/1", 1],
    ["stdin-data/65536", 65_536],
  ] as const) {
    test(
      name,
      {
        claim: `${size === 0 ? "The end" : `${size} bytes and then the end`} of the caller's stdin arrives at PID 1`,
        level: "MUST",
        cites: ["nerdctl#5042", "containerd#2659: an end of file on stdin that never arrives"],
        strategies: ["direct-file"],
        filesystems,
        workload: "read-stdin",
        caller: { stdin: size },
        acceptable:
          "Nothing else: a PID 1 that waits for an end that never comes is not ready in time, and fails.",
        byHand: [
          `start the runtime with ${size} bytes in a pipe on its stdin`,
          "let PID 1 read fd 0 to its end",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const required = { bytes: size, exact: true, errno: 0 };
        t.match(pid1.told("stdin"), required, "exactly these bytes, then the end");
        await pid1.proceed();
      },
    );
  }

  test(
    "nonblock-caller",
    {
      claim:
        "O_NONBLOCK on the caller's descriptions of fds 1 and 2 is as it was, while PID 1 runs and after it",
      level: "MUST",
      cites: [
        "systemd#17070",
        "nodejs/node#14752",
        "open(2): file status flags belong to the open file description, which the caller shares",
      ],
      strategies: ["shim-pipe"],
      filesystems,
      workload: "exit-natural",
      caller: { nonblock: true },
      byHand: [
        "give the runtime non-blocking pipes as fds 1 and 2",
        "grep flags /proc/SELF/fdinfo/N in the process that made them, while PID 1 runs and afterwards",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const meanwhile = nonblocking(pid1);
      t.same(meanwhile, [true, true], "O_NONBLOCK is still set while PID 1 runs");
      await pid1.proceed();
      const afterwards = nonblocking(pid1);
      t.same(afterwards, [true, true], "O_NONBLOCK is still set when it has ended");
      const cleared = [meanwhile, afterwards].flat().filter((isSet) => !isSet).length;
      if (cleared > 0) harm("host-changed", cleared, "the caller's own pipes lost O_NONBLOCK");
    },
  );

  declareReopening(test);
});

function nonblocking({ caller }: Container): boolean[] {
  return caller.look().map(({ nonblock }) => nonblock);
}

/** What cannot be judged is no pass of it. */
function holds(t: Parameters<Body>[0], { says, problem, unseen: reason }: Judged): void {
  if (reason !== null) t.ok(true, says, { skip: reason });
  else t.ok(problem === null, says, problem ? { ...problem, at: null, stack: "" } : {});
}
