import t from "tap";
import { needs } from "../requirement.ts";
import { cellsOf } from "../runtimes/fixtures/cells.ts";

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
