import "../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import t, { type Test } from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { groupNames } from "../../lib/host/cgroups.ts";
import { initialVariable } from "../../lib/host/process.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { bwrapFamily } from "../../lib/runtimes/bwrap.ts";
import { leaving, troubleOf } from "../../lib/runtimes/failed-start.ts";
import { OciContainer } from "../../lib/runtimes/oci/container.ts";
import { ociFamily } from "../../lib/runtimes/oci/oci.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { unshareFamily } from "../../lib/runtimes/unshare/unshare.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import type { StrategyTools } from "../../lib/strategies/strategy.ts";
import { oneCase } from "../case/fixtures/one-case.ts";
import { stageOf } from "../case/fixtures/stage.ts";
import { notAborted } from "../fixtures/not-aborted.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { prepared } from "./fixtures/launched.ts";
import { planned } from "./fixtures/planned.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const program = (name: string) => join(packageRoot, "test/runtimes/fixtures", `${name}.sh`);

const labelled = (label: string) =>
  readdirSync("/proc").filter((pid) => initialVariable(Number(pid), "FD012_LABEL") === label);

type Launch = Parameters<typeof prepared>[2];

/** How a start fails under a runtime that is this program. */
async function failureOf(t: Test, over: Launch) {
  process.env.FD012_DEADLINE_FACTOR = "0.2";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  const { spec, runtime, log } = await prepared(t, "wait", over);
  const stdio = await directFile.open(log, {} as StrategyTools);
  const error: unknown = await planned(runtime)
    .launch(spec, stdio, notAborted)
    .catch((error) => error);
  t.ok(error instanceof StartFailed, String(error));
  return { spec, error: error as StartFailed };
}

for (const [what, over] of Object.entries<Launch>({
  bwrap: { family: bwrapFamily, variant: program("orphan") },
  "an OCI runtime": { family: ociFamily, binary: program("orphan") },
  "an OCI runtime, detached": { family: ociFamily, binary: program("orphan"), variant: "detached" },
  unshare: {
    family: unshareFamily,
    namespace: { enter: [program("orphan")], reach: (path) => path, close: async () => {} },
  },
}))
  t.test(`a start that fails takes along whom the runtime has started: ${what}`, async (t) => {
    const { spec, error } = await failureOf(t, over);
    t.match(error, { hangs: true, left: { length: 0 } });
    t.same(labelled(spec.label), []);
  });

t.test("what a refusal has left is told before it is removed", needs("root"), async (t) => {
  for (const over of [
    { family: bwrapFamily, variant: program("refuses") },
    { family: ociFamily, binary: program("refuses") },
  ]) {
    const { spec, error } = await failureOf(t, over);
    t.ok(error.refused);
    t.match(error.left[0], /^process \d+ \(sleep\)$/);
    t.same(labelled(spec.label), []);
    if (over.family !== ociFamily) continue;
    const { id, bundle } = new OciContainer([], spec);
    const state = join(dirname(bundle), "state");
    if (existsSync(state)) execFileSync("umount", ["-l", state]);
    t.equal(error.left[1], `state ${id}`);
    t.equal(error.left[2], `${state} is still mounted`);
    t.match(
      error.message,
      /^the runtime ended before PID 1 began/,
      "trouble of the removal is no error of its own",
    );
  }
});

t.test("the first error stays, with what went wrong after it", async (t) => {
  const trouble = await troubleOf(Promise.reject(new Error("no removal")));
  t.same(trouble, ["no removal"]);
  t.same(await troubleOf(Promise.resolve()), []);
  const failed = new StartFailed("no start", "why", true, { hangs: true, left: ["a"] });
  t.match(leaving(failed, trouble), { message: "no start", said: "why", refused: true, hangs: true });
  t.same((leaving(failed, trouble) as StartFailed).left, ["a", "no removal"]);
  t.equal(leaving(failed, []), failed);
  const other = new TypeError("first");
  t.equal(leaving(other, trouble), other);
  t.equal(other.message, "first; left behind: no removal");
  t.equal(leaving("a word", trouble), "a word");
});

t.test(
  "a PID 1 whose runtime has ended and forgotten it is told and ended",
  needs("root", "crun"),
  async (t) => {
    const stage = await stageOf(t, { timeout: 3_000 });
    const runtime = runtimeOf(`mutant=${program("abandons")}`);
    t.match(await runtime.detect(stage.namespace), { found: true });
    const one = oneCase(async (_, { start }) => void (await start()), { runtime, image: localNodeImage() });
    const { verdict, outcome, reason } = await runCase(one, stage, "case");
    t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
    t.match(reason, /; left behind: PID 1 \(process \d+\) outlived its runtime, cgroup /);
    t.same(labelled(join(stage.directory, "case")), []);
    const { id } = new OciContainer([], { ...stage, label: join(stage.directory, "case"), control: "" });
    t.same(groupNames(id), []);
  },
);
