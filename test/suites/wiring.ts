import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import type { Assertion } from "../../lib/results/schema.ts";
import { needs } from "../requirement.ts";
import { cellsOf } from "../runtimes/fixtures/cells.ts";

const WIRED = "fds 0–2 are wired as the strategy says";
const PLACED = "the workload is where the case says";
const claim = ["wiring/strategy-honoured", "exit-status/code/7", "--strategy", "direct-file"];

const failed = (assertions: readonly Assertion[] | undefined) => assertions?.filter(({ ok }) => !ok) ?? [];

/** What is said of a runtime with one defect: by the claim on the wiring, and by every other claim too. */
for (const [mutant, always, own, sentence] of [
  [
    "reader-in-between",
    WIRED,
    ["fd 1 is the case's file open for writing with O_APPEND"],
    /^fd 1 is the pipe pipe:\[\d+\] open for writing without O_APPEND$/,
  ],
  [
    "fds-1-and-2-swapped",
    WIRED,
    [1, 2].map((fd) => `fd ${fd} is the case's file open for writing with O_APPEND`),
    /^fd 1 is the file \S+\/stderr\.log open .*, fd 2 is the file \S+\/stdout\.log open/,
  ],
  [
    "append-lost",
    WIRED,
    ["fd 1 is the case's file open for writing with O_APPEND"],
    /^fd 1 is the file \S+\/stdout\.log open for writing without O_APPEND$/,
  ],
  [
    "stdin-regular-file",
    WIRED,
    ["fd 0 is /dev/null open for reading"],
    /^fd 0 is the file \S+ \(deleted\) open for reading$/,
  ],
  [
    "one-pipe-for-two",
    WIRED,
    ["fds 1 and 2 are two objects"],
    /^fds 1 and 2 are one object: (pipe:\[\d+\]) and \1$/,
  ],
  [
    "read-by-a-stranger",
    WIRED,
    [1, 2].map((fd) => `the other end of fd ${fd} is read by the runtime`),
    /^the other end of fd 1 is read by cat \(pid \d+\), the other end of fd 2 is read by cat \(pid \d+\)$/,
  ],
  ["no-pid-namespace", PLACED, [], /^the workload is process \d+ of the suite's own PID namespace$/],
] as const) {
  t.test(`crun with one defect: ${mutant}`, async (t) => {
    t.test(mutant, needs("root", "crun", "perl"), async (t) => {
      const path = join(packageRoot, `test/mutants/${mutant}.sh`);
      const cells = await cellsOf(t, `mutant=${path}`, ...claim);
      const other = failed(cells.get("exit-status/code/7 direct-file local")?.assertions);
      t.match(
        other.filter(({ name }) => name === always),
        [{ detail: { observed: sentence } }],
        "every claim tells it",
      );
      const names = failed(cells.get("wiring/strategy-honoured direct-file local")?.assertions).map(
        ({ name }) => name,
      );
      t.same(names.slice(0, own.length), own, "the claim on the wiring tells it by its rules");
      t.ok(names.includes(always));
    });
  });
}

t.test("gVisor's PID 1 tells what it holds; what cannot be told from inside is not claimed", async (t) => {
  t.test("runsc", needs("root", "runsc"), async (t) => {
    const strategies = ["direct-file", "pty", "null"].flatMap((name) => ["--strategy", name]);
    const cells = await cellsOf(t, "runsc", "wiring/strategy-honoured", "wiring/no-extra-fds", ...strategies);
    const own = (cell: string) => {
      const { assertions = [] } = cells.get(cell) ?? {};
      return Object.fromEntries(
        assertions.filter(({ of }) => of === "claim").map(({ name, ok, skip }) => [name, skip ?? ok]),
      );
    };
    t.match(own("wiring/strategy-honoured direct-file local"), {
      "fd 1 is a file open for writing with O_APPEND": true,
      "fd 1 is the case's file": /^only PID 1 sees its descriptors/,
      "fds 1 and 2 are two objects": /cannot be told/,
    });
    t.match(own("wiring/strategy-honoured pty local"), {
      "fd 0 is a terminal open for reading and writing": true,
      "fds 0, 1 and 2 are one object": true,
    });
    t.match(own("wiring/strategy-honoured null local"), {
      "fd 1 is /dev/null open for writing": /cannot be told/,
    });
    t.same(own("wiring/no-extra-fds direct-file local"), { "no descriptor but the program's own": true });
    const { observation } = cells.get("wiring/strategy-honoured direct-file local") ?? {};
    t.match(observation, { wiring: { seenBy: "workload" }, placement: { seenBy: "workload", pidInside: 1 } });
  });
});
