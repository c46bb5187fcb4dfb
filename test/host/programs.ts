import t from "tap";
import { findProgram, outputOf } from "../../lib/host/programs.ts";

t.test("a program is found where helpers find it", async (t) => {
  t.match(findProgram("mount"), /^\/.*\/mount$/);
  t.equal(findProgram("no-such-program"), null);
});

t.test("what a command prints is its output, and what it complains of its error", async (t) => {
  t.equal(await outputOf(["sh", "-c", "echo 1; echo no >&2"]), "1");
  await t.rejects(outputOf(["sh", "-c", "echo it broke >&2; exit 3"]), { message: "it broke" });
});
