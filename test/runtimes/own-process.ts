import "../fixtures/plain-children.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { identify, isAlive } from "../../lib/host/process.ts";
import { findProgram } from "../../lib/host/programs.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { ownProcess } from "../../lib/runtimes/own-process.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import type { Strategy } from "../../lib/strategies/strategy.ts";
import { strategies } from "../../lib/strategies/table.ts";
import { oneCase } from "../case/fixtures/one-case.ts";
import { stageOf } from "../case/fixtures/stage.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

function stranger(t: Test, label?: string): ChildProcess {
  const child = spawn("sleep", ["1000"], { stdio: "ignore", env: label ? { FD012_LABEL: label } : {} });
  t.teardown(() => child.kill("SIGKILL"));
  return child;
}

/** The path of a runtime whose pid file names another process. */
function mutant(t: Test, real: string, pid: number): string {
  const directory = temporaryDirectory(t);
  copyFileSync(join(packageRoot, "test/mutants/stranger-pid.sh"), join(directory, "runtime"));
  writeFileSync(join(directory, "stranger-pid"), `${findProgram(real)}\n${pid}\n`);
  return join(directory, "runtime");
}

for (const [name, spec, strategy, requirements] of [
  ["runc", (path: string) => path, "direct-file", ["root", "runc"]],
  ["crun", (path: string) => path, "shim-pipe", ["root", "crun"]],
  ["crun", (path: string) => `${path}+detached`, "direct-file", ["root", "crun"]],
  ["crun", (path: string) => `podman+${path}`, "shim-pipe", ["root", "podman", "crun"]],
  ["runc", (path: string) => `containerd+${path}`, "shim-pipe", ["root", "containerd", "runc"]],
] as const) {
  t.test(
    `a pid file that names a stranger fails the start and the stranger lives: ${spec(name)}`,
    needs(...requirements),
    async (t) => {
      const child = stranger(t);
      const pid = child.pid as number;
      const identity = identify(pid);
      const runtime = runtimeOf(spec(mutant(t, name, pid)));
      const stage = await stageOf(t);
      t.match(await runtime.detect(stage.namespace), { found: true });
      const one = oneCase(async (_, { start }) => void (await start()), {
        runtime,
        image: localNodeImage(),
        strategy: strategies.find((one) => one.name === strategy) as Strategy,
        workload: "wait",
      });
      const { verdict, reason } = await runCase(one, stage, "case");
      t.match(
        { verdict, reason },
        { verdict: "broken", reason: `names process ${pid}, which is not of this container` },
      );
      t.ok(identity && isAlive(identity), "it lives");
    },
  );
}

t.test("a process is the container's by its label, its parents or its control group", async (t) => {
  const [ours, other] = [stranger(t, "/run/case-1").pid as number, stranger(t).pid as number];
  const label = "/run/case-1";
  t.same(await ownProcess(ours, { label }, "it"), identify(ours));
  t.same(await ownProcess(other, { label, ancestor: process.pid }, "it"), identify(other));
  await t.rejects(ownProcess(ours, { label: "/run/case-10" }, "it"), { message: `it names process ${ours}` });
  await t.rejects(ownProcess(other, { label, ancestor: ours, group: "no-such" }, "it"), {
    code: "START_FAILED",
  });
  for (const none of [0, -1, Number.NaN])
    await t.rejects(ownProcess(none, { label }, "it"), { message: "names no process" });
  t.equal(await ownProcess(2 ** 22 + 1, { label }, "it"), null, "it has gone");
});
