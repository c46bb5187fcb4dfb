import t from "tap";
import { DeadlineError, Fd012Error, MachineError, UsageError } from "../lib/errors.ts";

t.test("each kind has its exit code, a code for scripts and a sentence for people", async (t) => {
  const cause = new Error("below");
  t.match(new UsageError("OUT", "Say where.", { cause }), {
    exitCode: 2,
    code: "OUT",
    name: "UsageError",
    cause,
  });
  t.match(new MachineError("MISSING", "It is not here."), {
    exitCode: 3,
    code: "MISSING",
    name: "MachineError",
  });
  t.match(new Fd012Error("NOTHING", 4, "Nothing."), { exitCode: 4, name: "Fd012Error" });
});

t.test("a deadline says what did not happen and when", async (t) => {
  const error = new DeadlineError("the end of PID 1", 1500);
  t.match(error, {
    code: "DEADLINE",
    milliseconds: 1500,
    message: "the end of PID 1 did not happen within 1.5 s",
  });
  t.ok(error instanceof Fd012Error);
});
