import "../fixtures/plain-children.ts";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { initialVariable } from "../../lib/host/process.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { packageRoot } from "../../lib/package-root.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

for (const [what, spec, ...wants] of [
  ["run", "mutant=MUTANT", "crun"],
  ["create and start", "mutant=MUTANT+detached", "crun", "perl"],
  ["an engine by its command line", "podman+MUTANT", "crun", "podman"],
  ["an engine by its daemon", "containerd+MUTANT", "crun", "containerd"],
  ["a sandbox in the foreground", "bwrap+MUTANT", "crun", "bwrap"],
] as const) {
  t.test(`what never starts PID 1 hangs, and is no error: ${what}`, needs("root", ...wants), async (t) => {
    const { result, directory } = await caseOf(
      t,
      spec.replace("MUTANT", mutant(t, spec.startsWith("bwrap"))),
    );
    t.match(result, {
      verdict: "broken",
      outcome: "start-failed",
      reason: /^hang at the start: .* did not happen within [\d.]+ s; /,
      harms: [{ harm: "hang", text: /^hang at the start: / }],
    });
    t.equal(result.harms.length, 1);
    t.same(withLabel(directory), [], "nothing is left running");
  });
}

/** Under a name of its own, by which its processes would be found. */
function mutant(t: Test, isBwrap: boolean): string {
  const path = join(temporaryDirectory(t), isBwrap ? "bwrap-mutant" : "crun-mutant");
  copyFileSync(join(packageRoot, "test/mutants/hangs-at-start.sh"), path);
  return path;
}

/** Processes that were started for the case. */
function withLabel(directory: string): string[] {
  const label = join(directory, "case");
  return readdirSync("/proc").filter((pid) => initialVariable(Number(pid), "FD012_LABEL") === label);
}

async function caseOf(t: Test, spec: string): Promise<{ result: CaseResult; directory: string }> {
  const stage = await stageOf(t);
  const runtime = runtimeOf(spec);
  const detection = await runtime.detect(stage.namespace);
  t.match(detection, { found: true });
  const one = oneCase(async (_, { start }) => void (await start()), {
    ...{ runtime, image: localNodeImage() },
    places: ["pid1"],
    ...(spec.startsWith("containerd") && { strategy: shimPipe }),
  });
  process.env.FD012_DEADLINE_FACTOR = "0.3";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  return { result: await runCase(one, stage, "case"), directory: stage.directory };
}
