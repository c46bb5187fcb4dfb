import { type Declare, holds } from "../../lib/suite.ts";
import { everyStrategy, filesystems, oneLogAStream, unseen } from "./judging.ts";

/** What PID 1 finds on its fds, whoever calls the runtime. */
export function given(test: Declare): void {
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
}
