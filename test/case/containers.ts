import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { type Body, seesEnd } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { oneCase, plainImage } from "./fixtures/one-case.ts";
import { launchPlain, plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const acting = { workload: "actor", level: "SEE" as const };

t.test("any number of containers, each with a log of its own; the first is the case's", async (t) => {
  const body: Body = async (t, { start }) => {
    const first = await start();
    const second = await start();
    t.not(first.hostPid, second.hostPid, "two processes");
    await second.do({ do: "write", stream: "stdout", bytes: 128 });
    t.match(await second.ledger(), [{ acked: 128 }, { acked: 0 }], "its own ledger, at any time");
    seesEnd(t, await second.end());
    seesEnd(t, await first.end());
  };
  const result = await runCase(oneCase(body, acting), await stageOf(t), "case");
  t.match(result, { verdict: "recorded", outcome: "exit 0 · lost 0 · 2 times" });
  t.match(result.observation?.ledger[0], { acked: 0, stored: 0 });
  t.match(result.others, [
    { name: "container-2", observation: { ledger: [{ acked: 128, stored: 128 }, {}] } },
  ]);
  t.equal(result.assertions.filter(({ name }) => name === "nothing may be left behind").length, 2);
});

t.test("a harm of any of them is the case's; an actor means to end as it is told", async (t) => {
  const body: Body = async (t, { start }) => {
    const first = await start();
    const second = await start();
    await second.signal("SIGKILL");
    seesEnd(t, await second.ended());
    seesEnd(t, await first.end(3));
  };
  const { harms } = await runCase(oneCase(body, acting), await stageOf(t), "case");
  t.match(harms, [{ harm: "died", text: "PID 1 ended by signal SIGKILL; it meant exit 0" }]);
});

t.test(
  "what is executed beside PID 1 has a log of its own, and stands in the outcome by its name",
  async (t) => {
    const runtime = plainRuntime({
      async launch(spec, stdio) {
        const running = await launchPlain(spec, stdio);
        return { ...running, exec: ({ words }, own) => launchPlain({ ...spec, args: words.slice(1) }, own) };
      },
    });
    const body: Body = async (t, { start }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      t.match(await executed.do({ do: "write", stream: "stderr", bytes: 64 }), { errno: 0 }, "it writes");
      t.match(
        (await executed.end(5)).ledger,
        [{ acked: 0 }, { acked: 64, stored: 64, lost: 0 }],
        "into its own",
      );
      t.match((await pid1.end()).ledger, [{ stored: 0 }, { stored: 0 }], "and PID 1 into none");
    };
    const result = await runCase(oneCase(body, { ...acting, runtime }), await stageOf(t), "case");
    t.match(result, {
      verdict: "recorded",
      outcome: "exit 0 · lost 0 · exec-1 exit 5 · lost 0",
      harms: { length: 0 },
      others: [{ name: "exec-1" }],
    });
  },
);

t.test(
  "where an image holds no actor, to have one executed is a claim's mistake and no runtime's",
  async (t) => {
    const runtime = plainRuntime({
      async launch(spec, stdio) {
        const running = await launchPlain({ ...spec, args: ["/workloads/actor.cjs"] }, stdio);
        return { ...running, exec: () => Promise.reject(new Error("nobody may come so far")) };
      },
    });
    const body: Body = async (_, { start }) => void (await (await start()).exec());
    for (const program of ["npm", "abort"] as const) {
      const one = { ...oneCase(body, { ...acting, runtime }), image: { ...plainImage, program } };
      t.match(await runCase(one, await stageOf(t), `case-${program}`), {
        verdict: "error",
        reason: `there is no actor in an image of ${program}`,
      });
    }
  },
);

t.test("a step that is not answered says why", async (t) => {
  const body: Body = async (t, { start }) => {
    const pid1 = await start();
    const answer = pid1.do({ do: "signal", pid: 0, name: "SIGKILL" });
    t.same(await answer, { why: "it has ended" }, "nobody is left to answer");
    await pid1.ended();
  };
  t.match(await runCase(oneCase(body, acting), await stageOf(t), "case"), { verdict: "recorded" });
});

t.test("what a claim alone knows is in the outcome, in plain words and no others", async (t) => {
  const saying =
    (value: string): Body =>
    async (t, { start, fact }) => {
      fact("while nobody read it", value);
      seesEnd(t, await (await start()).end());
    };
  t.match(await runCase(oneCase(saying("waits"), acting), await stageOf(t), "case"), {
    outcome: "exit 0 · lost 0 · while nobody read it waits",
  });
  for (const odd of ["a\nb", "\u001b[31m", "A", "·", "x".repeat(60)]) {
    const { verdict, reason } = await runCase(oneCase(saying(odd), acting), await stageOf(t), "case");
    t.match({ verdict, reason }, { verdict: "error", reason: /a fact is a few plain words/ });
  }
});
