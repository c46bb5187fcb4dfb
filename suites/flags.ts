import { seesEnd, suite } from "../lib/suite.ts";

const filesystems = ["local"];

export default suite("flags", "What is done to others by a description that is shared", (test) => {
  test(
    "after-exit",
    {
      claim: "Flags of the caller's own files and pipes are as they were, while PID 1 runs and after it",
      level: "MUST",
      cites: [
        "open(2): file status flags belong to the open file description, which the caller shares",
        "systemd#17070",
      ],
      program: "actor",
      workload: "actor",
      strategies: ["direct-file", "shim-pipe", "fifo"],
      filesystems,
      caller: { holds: true },
      byHand: [
        "start the runtime",
        "grep flags /proc/SELF/fdinfo/N in the process that gave it the descriptors",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const meanwhile = pid1.caller.changes("append", "nonblock");
      await pid1.end();
      const afterwards = pid1.caller.changes("append", "nonblock");
      const changed = [...new Set([...meanwhile, ...afterwards])];
      if (changed.length > 0) harm("host-changed", changed.length, changed.join(", "));
      t.ok(meanwhile.length === 0, "the flags are as they were while PID 1 runs", {
        observed: meanwhile.join(", "),
      });
      t.ok(afterwards.length === 0, "and when it has ended", { observed: afterwards.join(", ") });
    },
  );

  test(
    "node-nonblock",
    {
      claim:
        "O_NONBLOCK, which node sets on pipes that it prints to, is not set on the caller's pipes, and is gone after it",
      level: "SEE",
      cites: ["nodejs/node#14752: a sibling that shares the pipe gets EAGAIN", "systemd#17070"],
      workload: "actor",
      strategies: ["shim-pipe"],
      filesystems,
      caller: { holds: true },
      speaks: ["stdout", "stderr"],
      acceptable:
        "Where node writes to the caller's own pipes, whoever else writes there may lose output to EAGAIN as long as the flag is set; a relay keeps it away from them.",
      byHand: [
        "start node with a pipe as fds 1 and 2, and let it print",
        "grep flags /proc/SELF/fdinfo/N in the process that made it, while node runs and afterwards",
      ],
    },
    async (t, { start, harm, fact }) => {
      const pid1 = await start();
      const before = pid1.caller.changes("nonblock");
      for (const stream of ["stdout", "stderr"] as const) await pid1.do({ do: "print", stream });
      const meanwhile = pid1.caller.changes("nonblock");
      await pid1.end();
      const afterwards = pid1.caller.changes("nonblock");
      t.pass("the flags of the caller's pipes were looked at");
      if (before.length > 0) fact("nonblock before", "set");
      fact("nonblock while it runs", meanwhile.length > 0 ? "set" : "as it was");
      fact("nonblock after it", afterwards.length > 0 ? "set" : "as it was");
      const changed = [...new Set([...meanwhile, ...afterwards])];
      if (changed.length > 0) harm("host-changed", changed.length, changed.join(", "));
    },
  );

  test(
    "dev-full",
    {
      claim: "A node whose output cannot be written says so by its exit status",
      level: "SEE",
      cites: ["nodejs/node#43271: node > /dev/full exits with 0", "full(4)"],
      workload: "actor",
      strategies: ["direct-file"],
      filesystems,
      caller: { stdout: "/dev/full" },
      speaks: ["stdout", "stderr"],
      acceptable:
        "A status above 0 tells whoever called it that output is missing; with 0 it is lost without a word. Behind a relay PID 1 cannot know.",
      byHand: ["start node with >/dev/full", "let it print a line and end", "read the exit status"],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "print", stream: "stdout" });
      const end = seesEnd(t, await pid1.end());
      if (end?.kind === "exit") fact("exit status", end.code === 0 ? "hides it" : "tells it");
    },
  );
});
