import t from "tap";
import { changeOf } from "../../lib/compare/change.ts";
import { failed, flaky, passed, seen, skipped } from "./fixtures/runs.ts";

const exit = (code: number) => ({ kind: "exit", code }) as const;

t.test("a verdict that falls is worse, one that rises is better", async (t) => {
  const wrong = failed({ verdict: "error" });
  t.match(changeOf([passed()], [failed()]), { change: "worse", why: "pass → fail" });
  t.match(changeOf([failed()], [wrong]), { change: "worse", why: "fail → error" });
  t.match(changeOf([failed()], [passed()]), { change: "better", why: "fail → pass" });
  t.match(changeOf([failed()], [failed()]), { change: "same", why: null });
});

t.test("flaky stands between a pass and a failure, and against itself it is the same", async (t) => {
  t.match(changeOf([passed()], [flaky()]), { change: "worse", why: "pass → flaky" });
  t.match(changeOf([failed()], [flaky()]), { change: "better", why: "fail → flaky" });
  t.match(changeOf([flaky()], [passed()]), { change: "better", why: "flaky → pass" });
  t.match(changeOf([flaky()], [flaky()]), { change: "same" });
});

t.test("another outcome is different where it is no harm", async (t) => {
  const [aborted, ended] = [
    seen("exit 127 · stale-abort · lost 0", exit(127)),
    seen("exit 0 · lost 0", exit(0)),
  ];
  t.match(changeOf([aborted], [ended]), { change: "different", why: "another outcome" });
  t.match(changeOf([ended], [aborted]), { change: "different" });
});

t.test("what was skipped was not observed, and is neither worse nor better", async (t) => {
  t.match(changeOf([skipped()], [skipped({ reason: "other" })]), { change: "same" });
  t.match(changeOf([passed()], [skipped()]), { change: "different", why: "skipped now: not here" });
  t.match(changeOf([skipped()], [failed()]), { change: "different", why: "was skipped before" });
});

t.test("every repetition counts, not only the last one", async (t) => {
  t.match(changeOf([passed(), passed(), passed()], [passed(), failed(), passed()]), {
    change: "worse",
    why: "pass → fail in 1 of 3 repetitions",
    after: { verdict: "fail" },
  });
  t.match(changeOf([failed(), passed()], [passed(), failed()]), { change: "same" });
  t.match(changeOf([skipped(), passed()], [passed(), skipped()]), { change: "same" });
  const other = passed({ outcome: "exit 1 · lost 0" });
  t.match(changeOf([passed()], [passed(), other]), {
    change: "different",
    why: "another outcome in 1 of 2 repetitions",
    after: { outcome: "exit 1 · lost 0" },
  });
  t.match(changeOf([passed(), other], [other]), { change: "same", before: { outcome: "exit 1 · lost 0" } });
});
