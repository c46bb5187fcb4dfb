import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { FarReader, Strategy } from "../../lib/strategies/strategy.ts";
import type { Body } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const exitsWithZero: Body = async (t, { start }) => {
  const { fate } = await (await start()).proceed();
  t.same(fate.reported, { kind: "exit", code: 0 }, "PID 1 exits 0");
};
const always = [
  "fds 0–2 are wired as the strategy says",
  "the runtime reports what the kernel saw",
  "nothing is left behind",
] as const;
const failedOf = (result: { assertions: { ok: boolean; name: string }[] }) =>
  result.assertions.filter(({ ok }) => !ok).map(({ name }) => name);

t.test("a claim that holds passes, and what every case checks is checked", async (t) => {
  const stage = await stageOf(t);
  for (const strategy of [oneCase(exitsWithZero).strategy, shimPipe]) {
    const result = await runCase(oneCase(exitsWithZero, { strategy }), stage, strategy.name);
    t.match(result, {
      verdict: "pass",
      reason: null,
      outcome: "exit 0 · lost 0",
      repro: /the plain runtime's script/,
    });
    t.same(
      result.assertions.map(({ name }) => name),
      ["PID 1 exits 0", ...always],
    );
    t.match(result.observation?.ledger, [
      { acked: 512, stored: 512, lost: 0 },
      { acked: 512, stored: 512 },
    ]);
  }
});

t.test("a claim that does not hold fails by its own name, and can be done by hand", async (t) => {
  const wrong = oneCase(exitsWithZero, { workload: "exit-code", args: ["3"] });
  const result = await runCase(wrong, await stageOf(t), "case");
  t.match(result, { verdict: "fail", reason: "PID 1 exits 0", outcome: "exit 3 · lost 0" });
  t.match(result.repro, /the plain runtime's script/);
  t.same(failedOf(result), ["PID 1 exits 0"]);
});

t.test(
  "a reader of the suite's own that fails is the suite's error, whatever PID 1 makes of it",
  async (t) => {
    const failing: Strategy = {
      ...shimPipe,
      async open(log, tools) {
        const stdio = await shimPipe.open(log, tools);
        const reader = { ...stdio.reader, failure: () => "the reader has ended by itself" } as FarReader;
        return { ...stdio, reader };
      },
    };
    for (const over of [{}, { workload: "no-such" }]) {
      const one = oneCase(exitsWithZero, { strategy: failing, ...over });
      const result = await runCase(one, await stageOf(t), "case");
      t.match(result, { verdict: "error", reason: "the reader has ended by itself" });
    }
  },
);

t.test("a runtime that wires otherwise fails that check alone", async (t) => {
  const runtime = plainRuntime({ openFlags: "r+" });
  const result = await runCase(oneCase(exitsWithZero, { runtime }), await stageOf(t), "case");
  t.match(result, { verdict: "fail", reason: always[0], outcome: "exit 0 · lost 0" });
  t.match(result.assertions.find(({ ok }) => !ok)?.detail, {
    observed: [{ kind: "null" }, { access: "read-write", append: false }, {}],
    required: [{ kind: "null" }, { access: "write", append: true }, {}],
  });
});

t.test("a runtime that misreports the status fails that check alone", needs("root", "tracefs"), async (t) => {
  const runtime = plainRuntime({ report: () => ({ kind: "exit", code: 0 }) });
  const over = { runtime, workload: "exit-code", args: ["7"] };
  const judged = await runCase(
    oneCase(exitsWithZero, { ...over, aboutStatus: true }),
    await stageOf(t),
    "case",
  );
  t.match(judged, { verdict: "fail", reason: always[1], outcome: "exit 7 · reported exit 0 · lost 0" });
  t.match(judged.assertions.find(({ ok }) => !ok)?.detail, { observed: "exit 0", required: "exit 7" });

  const other = await runCase(oneCase(exitsWithZero, over), await stageOf(t), "case");
  t.match(other, { verdict: "pass", outcome: "exit 7 · reported exit 0 · lost 0" });
  t.match(other.assertions[2], { name: always[1], skip: /exit 0 for exit 7/ }, "it is told, not judged");
});

t.test("a runtime that leaves the process behind fails that check", async (t) => {
  let tell: (fate: Fate) => void = () => {};
  const exited = new Promise<Fate>((resolve) => {
    tell = resolve;
  });
  const tellsTooEarly: Body = async (_, { start }) => {
    const pid1 = await start();
    tell({ kind: "exit", code: 0 });
    await pid1.ended();
  };
  const left = oneCase(tellsTooEarly, { runtime: plainRuntime({ exited }), workload: "wait" });
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const result = await runCase(left, stage, "case");
  t.match(result, { verdict: "fail", reason: always[2] });
  t.match(result.observation?.leftovers, [/^process \d+$/]);
});

t.test("without a kernel trace the status stays unchecked, and that is told", async (t) => {
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const result = await runCase(oneCase(exitsWithZero), stage, "case");
  t.match(result, { verdict: "pass", outcome: "exit 0 · lost 0" });
  t.match(result.assertions[2], { name: always[1], ok: true, skip: "the kernel is not asked" });
  t.match(result.observation?.fate.actual, { kind: "unknown", reason: "the kernel is not asked" });
});

t.test("an exception in the claim is the suite's own fault", async (t) => {
  const throwing = oneCase(async () => {
    throw new TypeError("a slip in the claim");
  });
  t.match(await runCase(throwing, await stageOf(t), "case"), {
    verdict: "error",
    reason: "a slip in the claim",
    observation: null,
    repro: null,
  });
});

t.test("a claim that observes nothing proves nothing", async (t) => {
  const stage = await stageOf(t);
  const bodies: Body[] = [
    async () => {},
    async (t) => {
      t.ok(true, "by itself");
    },
    async (_, { start }) => void (await start()),
  ];
  for (const [index, body] of bodies.entries()) {
    const result = await runCase(oneCase(body), stage, `case-${index}`);
    t.match(result, { verdict: "error", reason: "the claim observed nothing", observation: null });
  }
});

t.test("a case that cannot run here is skipped with its reason, and nothing is started", async (t) => {
  const unreachable = oneCase(async () => void t.fail("it ran"), { skip: "there is no such thing here" });
  t.match(await runCase(unreachable, await stageOf(t), "case"), {
    verdict: "skip",
    reason: "there is no such thing here",
    outcome: null,
    assertions: [],
  });
});

t.test("what cannot be cleaned up is an error, even after a pass", async (t) => {
  const runtime = plainRuntime({ kill: () => Promise.reject(new Error("the engine does not answer")) });
  const result = await runCase(oneCase(exitsWithZero, { runtime }), await stageOf(t), "case");
  t.match(result, {
    verdict: "error",
    reason: "could not end the container: the engine does not answer",
    outcome: "exit 0 · lost 0",
  });
});
