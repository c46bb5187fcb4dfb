import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { conditionsOf, demandComparable } from "../../lib/commands/baseline-demands.ts";
import { merge } from "../../lib/commands/merge.ts";
import { runInVm } from "../../lib/commands/run-in-vm.ts";
import { held, runOf } from "../compare/fixtures/runs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const directory = temporaryDirectory(t);
const run = runOf(held());
const baseline = join(directory, "before.json");
writeFileSync(baseline, JSON.stringify(run));
const refusal = (what: string) => ({ code: "BASELINE_OPTIONS", message: `other options: ${what};` });

t.test("what is known of a run is asked, and what is not known yet is not", async (t) => {
  const ask = (now: Parameters<typeof demandComparable>[2]) => () =>
    demandComparable("before", run.head, now);
  t.doesNotThrow(ask({}));
  t.doesNotThrow(ask(conditionsOf(run.head)));
  t.throws(ask({ timeout: 21 }), refusal("--timeout was 20 s there, and is 21 s here"));
  t.throws(ask({ kernelTrace: false }), refusal("the kernel trace was on there, and is off here"));
  t.throws(ask({ root: false }), refusal("root was yes there, and is no here"));
});

t.test(
  "suites and drivers of others are told apart by their names, not by their files or order",
  async (t) => {
    const additions = (suites: string[], runtimes: string[], file = "a.ts") => ({
      suites: suites.map((name) => ({ name, file })),
      drivers: runtimes.map((name) => ({ runtimes: [name], file })),
    });
    const before = { ...run.head, additions: additions(["x", "y"], ["r"]) };
    const ask = (now: Parameters<typeof demandComparable>[2]) => () =>
      demandComparable("before", before, now);
    t.doesNotThrow(ask({ timeout: 20 }));
    t.doesNotThrow(ask({ additions: additions(["y", "x"], ["r"], "b.ts") }));
    t.throws(ask({ additions: undefined }), refusal("--suite was x, y there, and is left out here"));
    t.throws(
      ask({ additions: additions(["x", "y"], []) }),
      refusal("--driver was r there, and is left out here"),
    );
    t.throws(
      () => demandComparable("before", run.head, { additions: additions(["x"], []) }),
      refusal("--suite was left out there, and is x here"),
    );
  },
);

t.test("merged shards that cannot be compared are refused before anything is written", async (t) => {
  const shard = { index: 1, total: 1, plan: "p", cases: 1 };
  const head = { ...run.head, shard, options: { ...run.head.options, timeout: 21 } };
  const part = join(directory, "shard");
  mkdirSync(part);
  writeFileSync(join(part, "run.json"), JSON.stringify({ ...run, head }));
  const out = join(directory, "merged");
  await t.rejects(merge([part], { baseline, out }), refusal("--timeout was 20 s there, and is 21 s here"));
  t.notOk(existsSync(out));
});

t.test("a virtual machine is not turned on for a run that could not be compared", async (t) => {
  const out = join(directory, "vm");
  const options = { vm: ["/nowhere/vmlinuz"], bail: false, baseline, out };
  await t.rejects(
    runInVm([], { ...options, timeout: 21 }),
    refusal("--timeout was 20 s there, and is 21 s here"),
  );
  await t.rejects(
    runInVm([], { ...options, timeout: 20, kernelTrace: false }),
    refusal("the kernel trace was on there, and is off here"),
  );
  t.notOk(existsSync(out));
});
