import type { Declare } from "../../lib/suite.ts";
import { filesystems, unseen } from "./judging.ts";

const common = {
  program: "actor",
  workload: "actor",
  level: "MUST",
  strategies: ["direct-file"],
  filesystems,
  needs: ["preserve-fds"],
} as const;

/** Descriptors above 2 that the runtime's caller has open. */
export function above(test: Declare): void {
  test(
    "caller-descriptors",
    {
      ...common,
      claim:
        "What the caller has open above fd 2 does not reach PID 1, unless the runtime is told to pass it on",
      cites: [
        "OCI runtime-spec, runtime-linux.md, File descriptors: only fds 0–2 are kept open",
        "CVE-2024-21626",
      ],
      caller: { above: 2 },
      byHand: ["start the runtime with 3<file 4<file", "ls -l /proc/PID/fd"],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const foreign = await pid1.foreignDescriptors();
      await pid1.end();
      const name = "no descriptor but the program's own";
      if (!foreign) return void t.ok(true, name, { skip: unseen });
      const observed = foreign.map(({ fd, target }) => `${fd} → ${target}`).join(", ");
      if (foreign.length > 0) harm("leaked", foreign.length, `open in PID 1 besides its own: ${observed}`);
      t.ok(foreign.length === 0, name, { observed });
    },
  );

  test(
    "preserve-fds-exact",
    {
      ...common,
      claim:
        "With --preserve-fds 2 exactly fds 3 and 4 reach PID 1, and they are the caller's own descriptions",
      cites: ["runc(8), run --preserve-fds", "crun(1), run --preserve-fds", "youki#2893"],
      caller: { above: 3, preserve: 2 },
      byHand: [
        "start the runtime with --preserve-fds 2 3<file 4<file 5<file",
        "ls -l /proc/PID/fd",
        "let PID 1 read fd 3, and grep pos /proc/SELF/fdinfo/3",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const foreign = await pid1.foreignDescriptors();
      const read = await pid1.do({ do: "read", fd: 3, bytes: 5 });
      const [moved] = pid1.caller.changes("position");
      await pid1.end();
      if (!foreign) return void t.ok(true, "fds 3 and 4 are there", { skip: unseen });
      t.same(
        foreign.map(({ fd }) => fd),
        [3, 4],
        "fds 3 and 4 are there, and no others",
      );
      t.match(read, { errno: 0, value: 5 }, "fd 3 can be read");
      t.equal(moved, "the position of fd 3 is 5, it was 0", "the caller's own description has moved with it");
    },
  );

  // A few numbers above 2 are taken by the runtime's own descriptors by then; many are not.
  for (const [count, level] of [
    [2, "SEE"],
    [64, "MUST"],
  ] as const)
    test(
      `preserve-fds-fewer/${count}`,
      {
        ...common,
        level,
        claim: `With --preserve-fds ${count} and one descriptor to pass on a runtime refuses, or PID 1 has that one alone`,
        cites: ["runc#5474: what is missing was made up by descriptors of the runtime's own"],
        caller: { above: 1, preserve: count },
        acceptable:
          "An error before the start, or fd 3 alone. What PID 1 gets of the runtime's own is leaked.",
        byHand: [`start the runtime with --preserve-fds ${count} 3<file`, "ls -l /proc/PID/fd"],
      },
      async (t, { startUnlessRefused, harm, fact }) => {
        const pid1 = await startUnlessRefused();
        if (!pid1) return void t.pass("the runtime says why it does not start");
        const foreign = await pid1.foreignDescriptors();
        await pid1.end();
        const name = "nothing above fd 3 but the program's own";
        if (!foreign) return void t.ok(true, name, { skip: unseen });
        const more = foreign.filter(({ fd }) => fd !== 3);
        const observed = more.map(({ fd, target }) => `${fd} → ${target}`).join(", ");
        if (more.length > 0)
          harm("leaked", more.length, `the runtime's own descriptors in PID 1: ${observed}`);
        fact("more than passed", more.length);
        if (level === "MUST") t.ok(more.length === 0, name, { observed });
        else t.pass("PID 1's descriptors were looked at");
      },
    );
}
