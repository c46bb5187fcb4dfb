import t from "tap";
import type { CaseResult, Fate, HarmName, Observation } from "../../lib/results/schema.ts";
import { type ScoreCell, scoreOf } from "../../lib/results/score.ts";
import { sampleCase } from "../reporters/fixtures/sample-case.ts";
import { sampleObservation } from "../reporters/fixtures/sample-observation.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const DELETED = "the log is deleted";

/** A case with a fault; what it observed can be changed. */
function one(over: Partial<CaseResult> = {}, observed: Partial<Observation> = {}): CaseResult {
  const observation = { ...sampleObservation(), ...observed };
  return sampleCase({ fault: DELETED, level: "SEE", observation, ...over });
}

function harms(...names: HarmName[]): CaseResult["harms"] {
  return names.map((harm) => ({ harm, amount: 1, text: harm }));
}

/** The three parts of the only cell, and what is beside them. */
function cellOf(...cases: CaseResult[]): ScoreCell {
  const score = scoreOf(cases);
  return score?.rows[0]?.cells[0] as ScoreCell;
}

const exit: Fate = { kind: "exit", code: 0 };
const unknown: Fate = { kind: "unknown", reason: "nobody saw it" };

t.test("of one runtime: faults down, wirings across, the seed's outage among them", async (t) => {
  const score = scoreOf(sampleRun().cases);
  t.equal(score?.across, "strategy");
  t.same(score?.columns, ["direct-file", "shim-pipe"]);
  t.same(
    score?.rows.map(({ fault, strategy }) => [fault, strategy]),
    [null, "the log is deleted on its server", "it is deleted, PID 1 writes on"]
      .concat(["the log is deleted through its mount", "the log is deleted on a local disk"])
      .map((fault) => [fault, null]),
  );
  t.same(score?.rows[1]?.cells[0]?.worst, { pid1: "died", bytes: "ok", status: "ok" });
  t.same(score?.rows[1]?.cells[1]?.worst, { pid1: "ok", bytes: "ok", status: "ok" });
});

t.test("of several: a row for each fault and wiring that there is, runtimes across", async (t) => {
  const cases = [
    one({ runtime: "runc", strategy: "shim-pipe" }),
    one({ runtime: "crun", strategy: "direct-file" }),
    one({ runtime: "crun", strategy: "shim-pipe" }),
    one({ runtime: "crun", strategy: "shim-pipe", fault: "nobody reads" }),
  ];
  const score = scoreOf(cases);
  t.equal(score?.across, "runtime");
  t.same(score?.columns, ["runc", "crun"]);
  t.same(
    score?.rows.map(({ fault, strategy, cells }) => [fault, strategy, ...cells.map((cell) => cell !== null)]),
    [
      [DELETED, "shim-pipe", true, true],
      [DELETED, "direct-file", false, true],
      ["nobody reads", "shim-pipe", false, true],
    ],
  );
});

t.test("where nothing is done to any case there is none", async (t) => {
  t.equal(scoreOf([one({ fault: null })]), null);
  t.equal(scoreOf([]), null);
});

t.test("what the same wirings do without a fault is the first row; other wirings are left out", async (t) => {
  const score = scoreOf([
    one(),
    one({ fault: null, harms: harms("lost") }),
    one({ fault: null, strategy: "pty" }),
  ]);
  t.same(score?.columns, ["direct-file"]);
  t.same(
    score?.rows.map(({ fault, cells }) => [fault, cells[0]?.worst?.bytes]),
    [
      [null, "lost"],
      [DELETED, "ok"],
    ],
  );
});

t.test("a wiring to which nothing is done makes neither a row nor a column", async (t) => {
  const score = scoreOf([one(), one({ fault: null, strategy: "pty", runtime: "crun" })]);
  t.match(score, { across: "strategy", columns: ["direct-file"] });
  t.same(
    score?.rows.map(({ fault }) => fault),
    [DELETED],
  );
});

t.test("the worst of all cases counts, part by part", async (t) => {
  const cases = [
    one({ harms: harms("died", "altered") }),
    one({ harms: harms("undelivered") }),
    one({ harms: harms("false-status") }),
    one(),
  ];
  t.same(cellOf(...cases).worst, { pid1: "died", bytes: "undelivered", status: "false-status" });
  t.match(cellOf(...cases, one({ harms: harms("hang", "lost") })).worst, { pid1: "hang", bytes: "lost" });
  t.match(cellOf(one({ harms: harms("refused") })).worst, { pid1: "refused" });
  t.match(cellOf(one({ harms: harms("leaked", "late") })).worst, { pid1: "ok", bytes: "ok", status: "ok" });
});

t.test("what nobody saw is not ok", async (t) => {
  const none = { fate: { actual: unknown, reported: unknown }, ledger: [] };
  t.same(cellOf(one({}, none)).worst, { pid1: null, bytes: null, status: null });
  t.match(cellOf(one({}, { fate: { actual: exit, reported: unknown } })).worst, { pid1: "ok", status: null });
  const reported = { fate: { actual: unknown, reported: exit } };
  t.match(cellOf(one({}, reported)).worst, { pid1: null, status: null }, "a runtime's own word is none");
  const outlived = { fate: { actual: exit, reported: exit, outlived: true } };
  t.match(
    cellOf(one({}, outlived)).worst,
    { pid1: "ok", status: null },
    "it was told before there was an end",
  );
  t.match(cellOf(one({ harms: harms("died") }, reported)).worst, { pid1: "died" });
  const [stream] = sampleObservation().ledger as [Observation["ledger"][number]];
  t.match(cellOf(one({}, { ledger: [{ ...stream, unlogged: 8 }] })).worst, { bytes: null });
  t.match(cellOf(one({}, { ledger: [{ ...stream, unlogged: 8 }, stream] })).worst, { bytes: "ok" });
  t.match(cellOf(one({}, none), one()).worst, { pid1: "ok", bytes: "ok", status: "ok" }, "another saw it");
});

t.test("skips and errors did not run; an error is never hidden, nor is what is broken", async (t) => {
  const skip = one({ verdict: "skip", harms: harms("died") });
  const error = one({ verdict: "error", harms: harms("died") });
  t.match(cellOf(skip), { worst: null, isBroken: false, isError: false });
  t.match(cellOf(skip, error), { worst: null, isError: true });
  t.match(cellOf(one(), error), { worst: { pid1: "ok" }, isBroken: false, isError: true });
  t.match(cellOf(one(), one({ verdict: "broken" })), {
    worst: { pid1: "ok" },
    isBroken: true,
    isError: false,
  });
  t.match(cellOf(one({ verdict: "broken", harms: harms("hang") })), { worst: { pid1: "hang" } });
});

t.test("a cell has the cases behind it, whatever became of them", async (t) => {
  const cases = [one({ id: "a" }), one({ id: "b", verdict: "skip" }), one({ id: "c", fault: "another" })];
  t.same(cellOf(...cases).ids, ["a", "b"]);
});
