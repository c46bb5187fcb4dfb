import "../fixtures/plain-children.ts";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { initialVariable } from "../../lib/host/process.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import type { Body } from "../../lib/suite.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

t.test("a PID 1 that outlives its runtime is an observation, and ended", needs("root", "crun"), async (t) => {
  const stays: Body = async (_, { start }) => void (await (await start()).ended());
  const { result, left } = await caseOf(t, "ends-early", stays, { workload: "wait" });
  t.match(result, {
    verdict: "broken",
    reason:
      /^left behind: PID 1 \(process \d+\) outlived its runtime(, (state|cgroup) \S+)*; required: nothing may be left behind$/,
    observation: {
      fate: {
        actual: { kind: "unknown", reason: "PID 1 was still running when the runtime had ended" },
        reported: { kind: "exit", code: 0 },
      },
      evidence: { missing: "PID 1 was still running when the runtime had ended" },
    },
  });
  t.same(left, []);
});

t.test(
  "one that ends after all has outlived it too, and the kernel says how",
  needs("root", "crun"),
  async (t) => {
    const ends: Body = async (_, { start }) => void (await (await start()).proceed());
    const { result, left } = await caseOf(t, "ends-early", ends, { workload: "exit-code", args: ["7"] });
    t.match(result, {
      verdict: "broken",
      harms: [{ harm: "false-status" }, { harm: "leaked", text: /outlived its runtime/ }],
      observation: { fate: { actual: { kind: "exit", code: 7 }, reported: { kind: "exit", code: 0 } } },
    });
    t.same(left, []);
  },
);

t.test("who holds PID 1's output open is named, and ended", needs("root", "crun"), async (t) => {
  const ends: Body = async (_, { start }) => void (await (await start()).proceed());
  const { result, left } = await caseOf(t, "holds-stdout", ends, { strategy: shimPipe });
  t.match(result, {
    verdict: "broken",
    reason: /^left behind: sleep \(\d+\) holds the pipe of fd 1 open for writing, /,
    harms: [{ harm: "leaked", amount: 2 }],
    observation: { fate: { actual: { kind: "exit", code: 0 }, reported: { kind: "exit", code: 0 } } },
  });
  t.same(left, []);
});

async function caseOf(t: Test, mutant: string, body: Body, over: Parameters<typeof oneCase>[1]) {
  const stage = await stageOf(t);
  const runtime = runtimeOf(`mutant=${join(packageRoot, "test/mutants", `${mutant}.sh`)}`);
  t.match(await runtime.detect(stage.namespace), { found: true });
  const one = oneCase(body, { ...over, runtime, image: localNodeImage(), places: ["pid1"] });
  const result = await runCase(one, stage, "case");
  return { result, left: withLabel(stage.directory) };
}

/** Processes that were started for the case. */
function withLabel(directory: string): string[] {
  const label = join(directory, "case");
  return readdirSync("/proc").filter((pid) => initialVariable(Number(pid), "FD012_LABEL") === label);
}
