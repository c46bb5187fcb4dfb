import t from "tap";
import { StartFailed } from "../../lib/runtimes/runtime.ts";

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
