import { suite } from "../lib/suite.ts";

const strategies = ["direct-file", "shim-pipe"];
const filesystems = ["local", "stalefs"];

export default suite("wiring", "What PID 1 is given", (test) => {
  test(
    "strategy-honoured",
    {
      claim: "fds 0, 1 and 2 of PID 1 are of the kind, target and flags that the strategy names",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime-linux.md, File descriptors",
        "proc(5): /proc/PID/fd, /proc/PID/fdinfo",
      ],
      strategies,
      filesystems,
      workload: "exit-natural",
      byHand: ["ls -l /proc/PID/fd", "grep flags /proc/PID/fdinfo/1"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const { wiring } = await pid1.proceed();
      // What each must be is the strategy's to say, and checked for every case; here it must also have been seen.
      t.ok(wiring, "PID 1's descriptors are seen in /proc");
      t.same(
        wiring?.streams.map(({ fd }) => fd),
        [0, 1, 2],
        "all three are there",
      );
    },
  );

  test(
    "stdout-stderr-distinct",
    {
      claim: "A byte for fd 1 never shows up on fd 2's sink, nor the other way",
      level: "MUST",
      cites: ["POSIX stdin, stdout, stderr: two streams"],
      strategies,
      filesystems,
      workload: "keep-writing",
      byHand: [
        "let it write marked lines on both streams",
        "look for the marks of one in the log of the other",
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      const { ledger, wiring } = await pid1.proceed();
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
        log.text("stdout").startsWith("stdout ") && log.text("stderr").startsWith("stderr "),
        "each under its own mark",
      );
      t.not(wiring?.streams[1]?.identity, wiring?.streams[2]?.identity, "fds 1 and 2 are two objects");
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
      strategies,
      filesystems: ["local"],
      workload: "exit-natural",
      byHand: [
        "ls -l /proc/PID/fd",
        "take away what the same program opens by itself when a shell starts it",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const foreign = await pid1.foreignDescriptors();
      t.same(foreign, [], "no descriptor but the program's own", {
        observed: foreign.map(({ fd, target }) => `${fd} → ${target}`),
        at: null,
        stack: "",
      });
      await pid1.proceed();
    },
  );
});
