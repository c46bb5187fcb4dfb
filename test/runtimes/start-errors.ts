import t from "tap";
import { MOST_SAID, StartFailed } from "../../lib/runtimes/start-errors.ts";

t.test("what is added to a failed start takes nothing else from it", async (t) => {
  const facts = { left: ["a mount"], hangs: true, died: true };
  const failure = new StartFailed("it did not start", "its words", true, facts);
  t.match(failure, { message: "it did not start", said: "its words", refused: true, ...facts });
  t.match(failure.saying("other words"), {
    message: "it did not start",
    refused: true,
    ...facts,
    said: "other words",
  });
  t.match(failure.leaving(["a process"]), {
    ...{ message: "it did not start", said: "its words", refused: true },
    ...{ hangs: true, died: true, left: ["a mount", "a process"] },
  });
});

t.test("of what a runtime said as it gave up, the end is kept", async (t) => {
  const { said } = new StartFailed("it gave up", `${"x".repeat(10_000_000)}the reason`);
  t.equal(said.length, MOST_SAID);
  t.match(said, /xthe reason$/);
});
