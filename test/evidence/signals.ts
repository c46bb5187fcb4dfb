import t from "tap";
import { signalName, signalNumber } from "../../lib/evidence/signals.ts";

t.test("a signal with two names goes by the standard one", async (t) => {
  t.same([6, 29, 11, 9, 15].map(signalName), ["SIGABRT", "SIGIO", "SIGSEGV", "SIGKILL", "SIGTERM"]);
});

t.test("a signal without a name goes by its number", async (t) => {
  t.equal(signalName(40), "SIG40");
});

t.test("a name that this machine does not know has no number", async (t) => {
  t.same(["SIGABRT", "SIGTERM", "SIGNONE", "toString"].map(signalNumber), [6, 15, null, null]);
});
