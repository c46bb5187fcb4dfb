import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { findProgram, outputOf } from "../../lib/host/programs.ts";

t.test("a program is found where helpers find it", async (t) => {
  t.match(findProgram("mount"), /^\/.*\/mount$/);
  t.equal(findProgram("no-such-program"), null);
});

t.test("what a command prints is its output, and what it complains of its error", async (t) => {
  t.equal(await outputOf(["sh", "-c", "echo 1; echo no >&2"]), "1");
  await t.rejects(outputOf(["sh", "-c", "echo it broke >&2; exit 3"]), { message: "it broke" });
});

t.test("a command that takes no notice of SIGTERM is ended at its deadline", async (t) => {
  process.env.FD012_DEADLINE_FACTOR = "0.05";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  const deaf = outputOf(["sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"]);
  const ended = within(
    deaf.catch((error) => error),
    10_000,
    "its end",
  );
  t.match(await ended, { message: "sh did not end within 0.5 s" });
});
