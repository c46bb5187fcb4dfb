import t from "tap";
import { worseHarm } from "../../lib/compare/harm.ts";
import type { CaseResult, Observation, StreamLedger } from "../../lib/results/schema.ts";
import { seen, skipped } from "./fixtures/runs.ts";

const exit = { kind: "exit", code: 0 } as const;
const ended = (lost = 0) => seen(`exit 0 · lost ${lost}`, exit, lost);
const hangs = (lost = 0) => seen(`hang · lost ${lost}`, { kind: "hang", where: "S in pipe_write" }, lost);

function withLedger(change: Partial<StreamLedger>): CaseResult {
  const one = ended();
  const observation = one.observation as Observation;
  const [first, second] = observation.ledger as [StreamLedger, StreamLedger];
  return { ...one, observation: { ...observation, ledger: [{ ...first, ...change }, second] } };
}

t.test("more bytes that are lost, torn, doubled, out of order or kept back are worse", async (t) => {
  t.match(worseHarm([ended()], [ended(10)]), { change: "worse", why: "bytes lost: 0 → 10" });
  t.match(worseHarm([ended(10)], [ended(3)]), { change: "better", why: "bytes lost: 10 → 3" });
  for (const [what, change] of [
    ["bytes torn", { torn: 3 }],
    ["bytes duplicated", { duplicated: 3 }],
    ["bytes reordered", { reordered: 3 }],
    ["bytes late", { late: 3 }],
    ["bytes not delivered", { delivered: 65_533 }],
  ] as const)
    t.match(worseHarm([ended()], [withLedger(change)]), { change: "worse", why: `${what}: 0 → 3` });
});

t.test("how many bytes are lost by a race is not compared, but that some are is", async (t) => {
  const some = (lost: number) => seen("exit 0 · lost some", exit, lost);
  t.equal(worseHarm([some(10)], [some(99)]), null);
  t.match(worseHarm([ended()], [some(99)]), { change: "worse", why: "losses of bytes: 0 → 1" });
  t.match(worseHarm([some(99)], [ended()]), { change: "better" });
  t.equal(worseHarm([ended(10)], [some(99)]), null);
});

t.test("a hang is worse than any end, and a false status than a true one", async (t) => {
  t.match(worseHarm([ended()], [hangs()]), { change: "worse", why: "hangs: 0 → 1" });
  t.match(worseHarm([hangs()], [ended()]), { change: "better" });
  const goesOn = seen("exit 0 · reported hang · lost 0", exit);
  const told = goesOn.observation as Observation;
  const waits = { ...told, fate: { ...told.fate, reported: { kind: "hang" as const, where: "it goes on" } } };
  t.match(worseHarm([ended()], [{ ...goesOn, observation: waits }]), { why: "hangs: 0 → 1" });
  const lying = seen("exit 127 · reported exit 0 · lost 0", { kind: "exit", code: 127 });
  t.match(worseHarm([ended()], [lying]), { change: "worse", why: "statuses misreported: 0 → 1" });
});

t.test("what is worse by one measure is worse, though better by another", async (t) => {
  t.match(worseHarm([hangs()], [ended(8)]), { change: "worse", why: "bytes lost: 0 → 8" });
});

t.test("what was not observed cannot be measured, and the same is no harm", async (t) => {
  t.equal(worseHarm([ended()], [ended()]), null);
  t.equal(worseHarm([ended()], [skipped()]), null);
});
