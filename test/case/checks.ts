import t from "tap";
import { Assertions } from "../../lib/case/assertions.ts";
import { checkAlways, isAlternative } from "../../lib/case/checks.ts";
import type { Descriptor, Observation } from "../../lib/results/schema.ts";
import type { Stdio } from "../../lib/strategies/strategy.ts";
import { descriptor, observation } from "./fixtures/observation.ts";
import { stdio } from "./fixtures/stdio.ts";

const [WIRING, REPORTED, LEFT] = [
  "fds 0–2 are wired as the strategy says",
  "the runtime reports what the kernel saw",
  "nothing is left behind",
];

async function checked(over: Partial<Observation>, wired: Partial<Stdio> = {}, aboutStatus = true) {
  const assertions = new Assertions("case");
  checkAlways(assertions.t, observation(over), stdio(wired), { aboutStatus });
  return assertions.end();
}

t.test("three things are checked of every case", async (t) => {
  const names = (await checked({})).map(({ name, ok }) => [name, ok]);
  t.same(names, [
    [WIRING, true],
    [REPORTED, true],
    [LEFT, true],
  ]);
});

t.test("of the wiring, what the strategy says is held against what was seen, and nothing else", async (t) => {
  const streams = [descriptor(0, { kind: "null" }), descriptor(1, { append: false }), descriptor(2)];
  const expected: Stdio["expected"] = [{ kind: "null" }, { kind: "file", append: true }, { kind: "file" }];
  const [wiring] = await checked({ wiring: { streams, above: [] } }, { expected });
  t.match(wiring, {
    ok: false,
    detail: {
      observed: [{ kind: "null" }, { kind: "file", append: false }, { kind: "file" }],
      required: expected,
    },
  });
});

t.test("another wiring that is honest too is not held against the strategy", async (t) => {
  const relayed: Stdio["expected"] = [{}, { kind: "pipe" }, { kind: "pipe" }];
  const wired = stdio({
    expected: [{}, { kind: "file" }, { kind: "file" }],
    alternative: { word: "relayed", expected: relayed },
  });
  const streams = [descriptor(0), descriptor(1, { kind: "pipe" }), descriptor(2, { kind: "pipe" })];
  const seen = { wiring: { streams, above: [] } };
  t.match(await checked(seen, wired), [{ ok: true }, {}, {}]);
  t.ok(isAlternative(observation(seen), wired));
  t.notOk(isAlternative(observation(), wired), "the strategy's own is no alternative");
  const mixed = { wiring: { streams: [streams[0], streams[1], descriptor(2)] as Descriptor[], above: [] } };
  t.match(await checked(mixed, wired), [{ ok: false }, {}, {}], "half of each is neither");
});

t.test("what could not be seen is skipped visibly, not passed", async (t) => {
  const fate = {
    actual: { kind: "unknown", reason: "no root" },
    reported: { kind: "exit", code: 0 },
  } as const;
  t.match(await checked({ wiring: null, fate }), [
    { name: WIRING, skip: /could not be seen/ },
    { name: REPORTED, skip: "no root" },
    { name: LEFT, skip: null },
  ]);
});

t.test("a misreport says both fates in words", async (t) => {
  const fate = {
    actual: { kind: "signal", signal: "SIGSEGV" },
    reported: { kind: "exit", code: 0 },
  } as const;
  const reported = (await checked({ fate }))[1];
  t.match(reported, {
    name: REPORTED,
    ok: false,
    detail: { observed: "exit 0", required: "signal SIGSEGV" },
  });
});

t.test("a misreport fails no claim but those about the status, and is told as unchecked there", async (t) => {
  const actual = { kind: "exit", code: 127 } as const;
  const wrong = { actual, reported: { kind: "exit", code: 0 } } as const;
  const skip = "it reports exit 0 for exit 127: judged by claims about the status";
  t.match((await checked({ fate: wrong }, {}, false))[1], { name: REPORTED, ok: true, skip });
  t.match((await checked({ fate: { actual, reported: actual } }, {}, false))[1], { ok: true, skip: null });
});

t.test("a misreport is judged by claims about the status, and told by the others", async (t) => {
  const fate = { actual: { kind: "exit", code: 7 }, reported: { kind: "exit", code: 0 } } as const;
  const reported = (await checked({ fate }, {}, false))[1];
  t.match(reported, { name: REPORTED, ok: true, skip: /^it reports exit 0 for exit 7/ });
});

t.test("of a hang no report is expected", async (t) => {
  const hang = { kind: "hang", where: "S" } as const;
  const names = (await checked({ fate: { actual: hang, reported: hang } })).map(({ name }) => name);
  t.same(names, [WIRING, LEFT]);
});

t.test("a runtime that goes on when PID 1 has ended fails every claim", async (t) => {
  const hang = { kind: "hang", where: "PID 1 has ended, and who waits for it goes on" } as const;
  const failed = { name: "the runtime ends with PID 1", ok: false, detail: { observed: /^hang: PID 1 has/ } };
  t.match(
    (await checked({ fate: { actual: { kind: "exit", code: 7 }, reported: hang } }, {}, false))[1],
    failed,
  );
  t.match(
    (await checked({ fate: { actual: { kind: "unknown", reason: "no trace" }, reported: hang } }))[1],
    failed,
  );
});

t.test("what is left is listed", async (t) => {
  const left = (await checked({ leftovers: ["process 7"] }))[2];
  t.match(left, { name: LEFT, ok: false, detail: { leftovers: ["process 7"] } });
});
