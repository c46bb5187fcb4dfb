import t from "tap";
import { dispositionsOf, signalsIn } from "../../lib/observe/dispositions.ts";

t.test("a mask is its signals", async (t) => {
  t.same(signalsIn("0000000000000000"), []);
  t.same(signalsIn("0000000000000800"), ["SIGUSR2"]);
  t.same(signalsIn("8000000100001001"), ["SIGHUP", "SIGPIPE", "SIG33", "SIG64"]);
});

t.test("a workload that does not tell them has none", async (t) => {
  t.equal(dispositionsOf(undefined), null);
  t.equal(dispositionsOf({ event: "ready", pid: 1 }), null);
  const signals = { ignored: "0000000000001000", blocked: "0000000000000000" };
  t.same(dispositionsOf({ event: "ready", pid: 1, signals }), { ignored: ["SIGPIPE"], blocked: [] });
});
