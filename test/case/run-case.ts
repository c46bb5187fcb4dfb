import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { FarReader, Strategy } from "../../lib/strategies/strategy.ts";
import { type Body, reports, seesEnd } from "../../lib/suite.ts";
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
  "PID 1 ends, and the runtime after it",
  "fds 0–2 are wired as the strategy says",
  "the workload is where the case says",
  "nothing may be left behind",
] as const;
const failedOf = (result: { assertions: { ok: boolean; name: string }[] }) =>
  result.assertions.filter(({ ok }) => !ok).map(({ name }) => name);

t.test("a claim that holds is held, and what every case checks is checked", async (t) => {
  const stage = await stageOf(t);
  for (const strategy of [oneCase(exitsWithZero).strategy, shimPipe]) {
    const result = await runCase(oneCase(exitsWithZero, { strategy }), stage, strategy.name);
    t.match(result, {
      verdict: "held",
      reason: null,
      harms: { length: 0 },
      outcome: "exit 0 · lost 0",
      repro: /the plain runtime's script/,
    });
    t.match(
      result.assertions.map(({ name, of }) => `${of}: ${name}`),
      ["claim: PID 1 exits 0", ...always.map((name) => `case: ${name}`)],
    );
    t.match(result.observation?.ledger, [
      { acked: 512, stored: 512, lost: 0 },
      { acked: 512, stored: 512 },
    ]);
  }
});

t.test("a claim that only records is recorded, with what it cost", async (t) => {
  const records: Body = async (t, { start }) => void seesEnd(t, await (await start()).proceed());
  const unharmed = await runCase(oneCase(records, { level: "SEE" }), await stageOf(t), "case");
  t.match(unharmed, { verdict: "recorded", harms: { length: 0 } });
  const one = oneCase(records, { level: "SEE", workload: "exit-code", args: ["3"] });
  const died = { ...one, plan: { ...one.plan, meant: [{ kind: "exit" as const, code: 0 }] } };
  t.match(await runCase(died, await stageOf(t), "case"), {
    ...{ verdict: "recorded", reason: null, outcome: "exit 3 · lost 0" },
    harms: [{ harm: "died", amount: 1, text: "PID 1 ended by exit 3; it meant exit 0" }],
  });
});

t.test("a harm that only the claim can see stands with the others, the worst first", async (t) => {
  const body: Body = async (t, { start, harm }) => {
    harm("host-changed", 1, "the caller's pipe lost O_NONBLOCK");
    harm("lost", null, "some bytes");
    seesEnd(t, await (await start()).proceed());
  };
  const { harms } = await runCase(oneCase(body), await stageOf(t), "case");
  t.same(
    harms.map(({ harm }) => harm),
    ["lost", "host-changed"],
  );
});

t.test(
  "a claim that does not hold says what was seen and what was required, and can be done by hand",
  async (t) => {
    const wrong = oneCase(exitsWithZero, { workload: "exit-code", args: ["3"] });
    const result = await runCase(wrong, await stageOf(t), "case");
    t.match(result, {
      verdict: "broken",
      reason: "exit 3; required: PID 1 exits 0 (exit 0)",
      outcome: "exit 3 · lost 0",
    });
    t.match(result.repro, /the plain runtime's script/);
    t.same(failedOf(result), ["PID 1 exits 0"]);
  },
);

t.test("a claim whose own subject was not seen is a skip, though all else was checked", async (t) => {
  const unseen: Body = async (t, { start }) => {
    await (await start()).proceed();
    t.ok(true, "its descriptors are right", { skip: "they cannot be seen" });
  };
  for (const level of ["MUST", "SEE"] as const) {
    const result = await runCase(oneCase(unseen, { level }), await stageOf(t), "case");
    t.match(result, { verdict: "skip", reason: "they cannot be seen", outcome: "exit 0 · lost 0" });
  }
});

t.test("a hang breaks every claim", async (t) => {
  const waits: Body = async (t, { start }) => {
    await (await start()).ended();
    t.pass("its own assertion holds");
  };
  const stage = await stageOf(t, { timeout: 1_500 });
  for (const level of ["MUST", "SEE"] as const) {
    const result = await runCase(oneCase(waits, { level, workload: "wait" }), stage, `case-${level}`);
    t.match(result, {
      ...{ verdict: "broken", reason: /^hang: .*; required: PID 1 ends, and the runtime after it$/ },
      harms: [{ harm: "hang" }],
    });
  }
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
  t.match(result, { verdict: "broken", outcome: "exit 0 · lost 0" });
  t.same(failedOf(result), [always[1]]);
  t.match(
    result.reason,
    /^fd 1 is the file \S+\/stdout.log open for reading and writing without O_APPEND, fd 2 is /,
  );
  t.match(
    result.reason,
    /; fd 1 must be the file \S+\/stdout.log open for writing with O_APPEND, fd 2 must be /,
  );
});

t.test(
  "a status is judged by a claim about it, and a harm for all others",
  needs("root", "tracefs"),
  async (t) => {
    const runtime = plainRuntime({ report: () => ({ kind: "exit", code: 0 }) });
    const over = { runtime, workload: "exit-code", args: ["7"] };
    const reporting: Body = async (t, { start }) => reports(t, await (await start()).proceed());
    const outcome = "exit 7 · reported exit 0 · lost 0";
    const harms = [{ harm: "false-status", text: "the runtime reported exit 0; PID 1 ended by exit 7" }];
    t.match(await runCase(oneCase(reporting, over), await stageOf(t), "case"), {
      ...{ verdict: "broken", outcome, harms },
      reason:
        /^the runtime reported exit 0; PID 1 ended by exit 7; required: the runtime reports how PID 1 ended/,
    });
    t.match(await runCase(oneCase(exitsWithZero, over), await stageOf(t), "case"), {
      ...{ verdict: "held", outcome, harms },
    });
  },
);

t.test("what the suite's own process waited for is how PID 1 ended, and no report", async (t) => {
  const runtime = plainRuntime({ unreported: "a shell of the suite's waits for it" });
  const reporting: Body = async (t, { start }) => reports(t, await (await start()).proceed());
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const over = { runtime, workload: "exit-code", args: ["7"] };
  const result = await runCase(oneCase(reporting, over), stage, "case");
  t.match(result, {
    ...{ verdict: "skip", reason: "a shell of the suite's waits for it", outcome: "exit 7 · lost 0" },
    harms: { length: 0 },
    observation: {
      fate: { actual: { kind: "exit", code: 7 }, reported: { kind: "unknown", byDesign: true } },
    },
  });
});

t.test("a runtime that leaves the process behind fails that check", async (t) => {
  let tell: (fate: Fate) => void = () => {};
  const exited = new Promise<Fate>((resolve) => {
    tell = resolve;
  });
  const tellsTooEarly: Body = async (t, { start }) => {
    const pid1 = await start();
    tell({ kind: "exit", code: 2 });
    seesEnd(t, await pid1.ended());
  };
  const left = oneCase(tellsTooEarly, { runtime: plainRuntime({ exited }), workload: "wait" });
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const result = await runCase(left, stage, "case");
  t.match(result, {
    verdict: "broken",
    reason: /^left behind: PID 1 \(process \d+\) outlived its runtime; required: nothing may be left behind$/,
    harms: [{ harm: "leaked" }],
    outcome: "unknown · reported exit 2 · lost 0",
  });
  t.match(result.observation?.leftovers, [/^PID 1 \(process \d+\) outlived its runtime$/]);
});

t.test("without a kernel trace a claim about the status has nothing to hold it against", async (t) => {
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const reporting: Body = async (t, { start }) => reports(t, await (await start()).proceed());
  const result = await runCase(oneCase(reporting), stage, "case");
  t.match(result, { verdict: "skip", reason: /the kernel is not asked/, outcome: "exit 0 · lost 0" });
  t.match(result.observation?.fate.actual, { kind: "unknown", reason: "the kernel is not asked" });
});

t.test("a workload that fails before the fault is the suite's error, and no runtime's", async (t) => {
  const failing = [
    "/bin/sh",
    "-c",
    'echo \'{"event":"ready","pid":1,"streams":[]}\' >>"$FD012_CONTROL/events"; exit 3',
  ];
  const command = failing as [string, ...string[]];
  const stage = { ...(await stageOf(t)), trace: null, traceMissing: "the kernel is not asked" };
  const seen = plainRuntime({ command, unreported: "the suite's own process waits for it" });
  t.match(await runCase(oneCase(exitsWithZero, { runtime: seen }), stage, "seen"), {
    ...{ verdict: "error", reason: "the workload ended before the fault: exit 3" },
  });
  const reported = plainRuntime({ command });
  t.match(await runCase(oneCase(exitsWithZero, { runtime: reported }), stage, "reported"), {
    ...{ verdict: "broken", reason: /^PID 1 ended before the fault: reported: exit 3; required: / },
    ...{ harms: [{ harm: "died", amount: 1 }], outcome: "start-failed" },
  });
});

t.test(
  "what did not start, or did not come up in time, breaks the claim, with the runtime's word",
  async (t) => {
    const failing = (error: () => Error) => plainRuntime({ launch: () => Promise.reject(error()) });
    const refusing = failing(() => new StartFailed("runc failed", "no such file\n", true));
    t.match(await runCase(oneCase(exitsWithZero, { runtime: refusing }), await stageOf(t), "case"), {
      ...{ verdict: "broken", outcome: "start-failed" },
      reason: /^runc failed; it said: no such file; required: the container starts/,
      harms: [{ harm: "refused", amount: 1 }],
    });
    const late = failing(() => new StartFailed("it was not ready", "", false, { hangs: true }));
    t.match(await runCase(oneCase(exitsWithZero, { runtime: late }), await stageOf(t), "case"), {
      ...{ verdict: "broken", outcome: "start-failed", harms: [{ harm: "hang", amount: 1 }] },
    });
  },
);

t.test("a refusal that a claim allows says why, is no crash, and leaves nothing behind", async (t) => {
  const unless: Body = async (t, { startUnlessRefused }) => {
    if (!(await startUnlessRefused())) t.pass("the runtime says why it does not start");
  };
  const judged = async (said: string, left: string[] = [], refused = true) =>
    runCase(
      oneCase(unless, {
        runtime: plainRuntime({
          launch: () => Promise.reject(new StartFailed("it failed", said, refused, { left })),
        }),
      }),
      await stageOf(t),
      "case",
    );
  t.match(await judged("fd 1 is closed"), { verdict: "held", outcome: "start-failed", harms: { length: 0 } });
  t.match(await judged("fd 1 is closed", ["state x"]), {
    ...{ verdict: "broken", reason: "left behind: state x; required: a refusal may leave nothing behind" },
  });
  for (const crash of [
    "panic: runtime error: nil",
    "goroutine 1 [running]:",
    "thread 'main' panicked at src",
    "Segmentation fault",
  ])
    t.match(
      await judged(`something\n${crash}\nmore`),
      { verdict: "broken", harms: [{ harm: "refused" }] },
      crash,
    );
  t.match(await judged(""), { verdict: "broken" }, "without a word");
  t.match(await judged("killed", [], false), { verdict: "broken" }, "by a signal");
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

t.test("nor does it go beyond the case where the script by hand cannot be written", async (t) => {
  const runtime = plainRuntime({
    byHand: () => {
      throw new Error("no script for that");
    },
  });
  t.match(await runCase(oneCase(exitsWithZero, { runtime }), await stageOf(t), "case"), {
    ...{ verdict: "error", reason: "no script for that" },
  });
});

t.test("a claim that observes nothing proves nothing", async (t) => {
  const stage = await stageOf(t);
  const silent: Body[] = [
    async () => {},
    async (t) => void t.ok(true, "by itself"),
    async (t, { start }) => {
      await start();
      t.ok(true, "by itself");
    },
    async (_, { start }) => void (await (await start()).proceed()),
  ];
  for (const [index, body] of silent.entries())
    t.match(await runCase(oneCase(body), stage, `case-${index}`), { verdict: "skip" });
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

t.test("what cannot be cleaned up is an error, even after a claim that held", async (t) => {
  const runtime = plainRuntime({ kill: () => Promise.reject(new Error("the engine does not answer")) });
  const result = await runCase(oneCase(exitsWithZero, { runtime }), await stageOf(t), "case");
  t.match(result, {
    verdict: "error",
    reason: "could not end the container: the engine does not answer",
    outcome: "exit 0 · lost 0",
  });
});
