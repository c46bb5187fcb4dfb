import "../fixtures/plain-children.ts";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import t, { type Test } from "tap";
import type { Case, Stage } from "../../lib/case/case.ts";
import { runCase } from "../../lib/case/run-case.ts";
import { local } from "../../lib/filesystems/local.ts";
import { groupNames } from "../../lib/host/cgroups.ts";
import { initialVariable, isAlive, signalProcess } from "../../lib/host/process.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import type { Daemon, DaemonKind } from "../../lib/runtimes/daemon.ts";
import type { Plan } from "../../lib/runtimes/runtime.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import { type Body, daemonKilled, daemonRestarted, seesEnd } from "../../lib/suite.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { launchPlain, plainRuntime } from "./fixtures/plain-runtime.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const acting = { workload: "actor", level: "SEE" as const };

function owning(one: Case, plan: Partial<Plan> = {}): Case {
  const test = { ...one.test, owns: ["daemon"] as const, mayLeave: true as const };
  return { ...one, test, runtimePlan: { ...(one.runtimePlan as Plan), ...plan } };
}

/** Whoever was started for the case or for its daemon, and the control groups and directories of both. */
function remains({ directory }: Stage): string[] {
  const labelled = (pid: string) =>
    initialVariable(Number(pid), "FD012_LABEL")?.startsWith(`${directory}/case`) === true;
  return [
    ...readdirSync("/proc").filter(labelled),
    ...groupNames(`${basename(directory)}-case`),
    ...readdirSync(directory).filter((name) => name.endsWith("-daemon")),
  ];
}

/** It takes any request for answered, and does nothing. */
const idle: DaemonKind = {
  program: "sleep",
  pidFiles: [],
  words: () => ["infinity"],
  prepare: () => {},
  answers: async () => true,
};

/** Of a runtime that starts plain processes, and whose daemon has no part in that. @param seen told of the daemon at each launch, and at each end */
function idlyOwning(body: Body, seen: (daemon: Daemon | undefined) => void): Case {
  const one = oneCase(body, { ...acting, runtime: plainRuntime() });
  return owning(one, {
    daemon: idle,
    async launch(spec, stdio) {
      seen(spec.daemon);
      return await launchPlain(spec, stdio, { kill: async () => seen(spec.daemon) });
    },
  });
}

t.test("it is one for all containers of the case, and goes after them", needs("root"), async (t) => {
  const seen: [Daemon | undefined, isAlive: boolean][] = [];
  const body: Body = async (t, { start }) => {
    const [first, second] = [await start(), await start()];
    seesEnd(t, await first.end());
    seesEnd(t, await second.end());
  };
  const one = idlyOwning(body, (daemon) => seen.push([daemon, daemon ? isAlive(daemon.identity) : false]));
  const stage = await stageOf(t);
  t.match(await runCase(one, stage, "case"), { verdict: "recorded", reason: null });
  t.equal(seen.length, 4);
  t.equal(new Set(seen.map(([daemon]) => daemon)).size, 1);
  t.ok(seen.every(([, isAlive]) => isAlive));
  for (const [daemon] of seen) t.notOk(daemon && isAlive(daemon.identity));
  t.notOk(existsSync(join(stage.directory, "case-daemon")));
});

t.test("who does not own one gets none", async (t) => {
  const seen: unknown[] = [];
  const body: Body = async (t, { start }) => void seesEnd(t, await (await start()).end());
  const one = idlyOwning(body, (daemon) => seen.push(daemon));
  const { owns, ...test } = one.test;
  t.match(await runCase({ ...one, test }, await stageOf(t), "case"), { verdict: "recorded" });
  t.same(seen, [undefined, undefined]);
});

t.test("one that ends by itself is the suite's error", needs("root"), async (t) => {
  let daemon: Daemon | undefined;
  const body: Body = async (t, { start }) => {
    const pid1 = await start();
    signalProcess(daemon?.identity ?? null, "SIGKILL");
    await eventually("its end is told", () => daemon?.failure() !== null);
    seesEnd(t, await pid1.end());
  };
  const one = idlyOwning(body, (own) => {
    daemon = own;
  });
  t.match(await runCase(one, await stageOf(t), "case"), {
    verdict: "error",
    reason: /^the suite's own sleep has ended by itself, with SIGKILL: /,
  });
});

t.test("PID 1 goes on to act when its runtime has ended", async (t) => {
  const runtime = plainRuntime({ exited: Promise.resolve({ kind: "exit", code: 0 }) });
  const answers: unknown[] = [];
  const body: Body = async (t, { start }) => {
    const pid1 = await start();
    answers.push(await pid1.do({ do: "write", stream: "stdout", bytes: 64 }));
    answers.push(await pid1.do({ do: "signal", pid: 0, name: "SIGKILL" }));
    seesEnd(t, await pid1.ended());
  };
  await runCase(oneCase(body, { ...acting, runtime }), await stageOf(t), "case");
  t.match(answers, [{ errno: 0 }, { why: "it has ended" }]);
});

const engines = [
  ["docker", needs("root", "docker", "runc")],
  ["containerd", needs("root", "containerd", "runc")],
] as const;

for (const [spec, needed] of engines) {
  t.test(`${spec}: PID 1 whose daemon is killed is seen, and ended without it`, needed, async (t) => {
    const body: Body = async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(daemonKilled);
      t.match(await pid1.do({ do: "write", stream: "stdout", bytes: 64 }), { errno: 0 }, "it writes");
      seesEnd(t, await pid1.end());
    };
    const result = await engineCase(t, spec, body);
    t.match(result, {
      verdict: "recorded",
      reason: null,
      observation: { fate: { actual: { kind: "exit", code: 0 }, reported: { kind: "unknown" } } },
    });
  });

  t.test(`${spec}: one that nobody lets end goes with its case`, needed, async (t) => {
    const body: Body = async (_, { start, inflict }) => {
      await start();
      await inflict(daemonKilled);
    };
    const { reason } = await engineCase(t, spec, body);
    t.equal(reason, "the claim has not seen how a container ended");
  });

  t.test(
    `${spec}: what is executed is heard, and a daemon that is started again removes what there is`,
    needed,
    async (t) => {
      const body: Body = async (t, { start, inflict }) => {
        const pid1 = await start();
        const executed = await pid1.exec();
        t.match(await executed.do({ do: "write", stream: "stderr", bytes: 64 }), { errno: 0 }, "it writes");
        t.match((await executed.end()).ledger, [{}, { acked: 64, stored: 64 }], "its log");
        await inflict(daemonRestarted);
        seesEnd(t, await pid1.end());
      };
      t.match(await engineCase(t, spec, body), { verdict: "recorded", reason: null });
    },
  );
}

async function engineCase(t: Test, spec: string, body: Body) {
  const stage = await stageOf(t);
  const runtime = runtimeOf(spec);
  t.match(await runtime.detect(stage.namespace), { found: true });
  const over = { runtime, image: localNodeImage(), strategy: shimPipe, places: ["pid1"] as ["pid1"] };
  const one = oneCase(body, { ...acting, ...over });
  t.ok(one.runtimePlan?.offers.has("daemon"), `${spec} offers it`);
  const result = await runCase(owning(one), stage, "case");
  t.same(remains(stage), [], "nothing is left");
  return result;
}

t.test(
  "where no other daemon will do the cases on a file system share one, and one that owns its file system has its own",
  needs("root"),
  async (t) => {
    const seen: (Daemon | undefined)[] = [];
    const body: Body = async (t, { start }) => void seesEnd(t, await (await start()).end());
    const stage = await stageOf(t);
    const needing = (owns: Case["test"]["owns"]): Case => {
      const one = idlyOwning(body, (daemon) => void seen.push(daemon));
      const runtimePlan: Plan = {
        ...(one.runtimePlan as Plan),
        daemon: { ...idle, logs: "root/logs" },
        needsDaemon: true,
      };
      const { owns: _, ...test } = one.test;
      return { ...one, test: { ...test, ...(owns && { owns }) }, runtimePlan };
    };
    for (const [name, owns] of [["case-1"], ["case-2"], ["case-3", ["filesystem"]]] as const)
      t.match(await runCase(needing(owns), stage, name), { verdict: "recorded", reason: null });
    const [first, , second, , third] = seen as Daemon[];
    t.equal(first, second);
    t.not(first, third);
    t.ok(first && isAlive(first.identity), "the run's stays for the next case");
    t.notOk(third && isAlive(third.identity), "the case's goes with it");
    const { path } = await stage.volume(local, null);
    t.equal(first?.logs, join(path, "engine-1"), "its logs are to lie on the file system of the cases");
    writeFileSync(join(first?.logs ?? "", "log"), "");
    const ofDaemon = `/proc/${first?.identity.pid}/root${join(stage.directory, "engine-1", "root/logs/log")}`;
    t.ok(existsSync(ofDaemon), "and it finds them in its own directory");
  },
);
