import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { openTerms } from "../../lib/commands/terms.ts";
import { VmReport } from "../../lib/commands/vm-report.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { held, runOf } from "../compare/fixtures/runs.ts";
import { firstResult } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { placeWithKernels, vm } from "./fixtures/kernels.ts";

t.test("a run that cannot be compared is refused when it begins, and leaves no report", async (t) => {
  const directory = temporaryDirectory(t);
  const [baseline, out] = [join(directory, "before.json"), join(directory, "report")];
  const before = runOf(held());
  writeFileSync(baseline, JSON.stringify(before));
  const report = await VmReport.open(out, [], await openTerms({ baseline }), { timeout: 20 });
  const options = { ...before.head.options, kernelTrace: false };
  report.hear({ type: "run-start", head: { ...before.head, options }, cases: [] });
  t.equal(report.refused.aborted, true, "which ends the virtual machine");
  report.hear({ type: "case-end", result: held() });
  await t.rejects(report.close({ kind: "interrupted" }), {
    code: "BASELINE_OPTIONS",
    message: "the kernel trace was on there, and is off here",
  });
  t.notOk(existsSync(out));
});

/** An OCI runtime that does to the guest's kernel what its `run` says, and never starts a container. */
function runtimeThat(t: Test, does: string): string {
  const path = join(temporaryDirectory(t), "bad");
  const version = '*" --version "*) echo "bad version 1.0"; echo "spec: 1.0.0"; exit 0;;';
  writeFileSync(path, `#!/bin/sh\ncase " $* " in\n${version}\n*" run "*) ${does};;\nesac\nexit 1\n`);
  chmodSync(path, 0o755);
  return path;
}

for (const [what, does, why] of [
  ["panics", "echo c >/proc/sysrq-trigger; sleep 60", /kernel panicked: sysrq triggered crash/],
  [
    "runs out of memory",
    `${process.execPath} -e 'for (const all = []; ; ) all.push(Buffer.alloc(64e6, 1))'`,
    /ran out of its 1000 MiB/,
  ],
] as const) {
  t.test(
    `a guest that ${what} in the middle is an error, and the report is there`,
    needs(...vm),
    async (t) => {
      const place = placeWithKernels(t);
      const out = join(place.directory, "report");
      const claims = ["bytes/exact-sizes/1", "--strategy", "direct-file", "--filesystem", "local"];
      const runtimes = ["unshare", runtimeThat(t, does), "last=unshare"].flatMap((name) => [
        "--runtime",
        name,
      ]);
      const { code, stderr } = await place.run(
        t,
        "run",
        "--vm",
        "6.1",
        "--vm-memory",
        "1000",
        ...runtimes,
        ...claims,
        "--out",
        out,
      );
      t.equal(code, 1, stderr);
      const { cases, tail } = await readRun(join(out, "run.json"));
      t.same(
        cases.map(({ runtime, verdict }) => `${runtime} ${verdict}`),
        ["unshare held", "bad error", "last skip"],
      );
      t.match(cases[1], { reason: why, assertions: [{ ok: false, detail: { "its last lines": /\S/ } }] });
      t.match(cases[2]?.reason, /^it had not begun: /);
      t.match(tail, { counts: { held: 1, error: 1, skip: 1 }, interrupted: false });
      t.ok(existsSync(join(out, "index.html")));
      t.same(remains(place.temporary, []), []);
    },
  );
}

t.test("an interruption turns the machine off, and what had ended is told", needs(...vm), async (t) => {
  const place = placeWithKernels(t);
  const out = join(place.directory, "report");
  const claims = ["bytes", "--filesystem", "local", "--reporter", "tap"];
  const { child, ended } = place.start(t, "run", "--vm", "6.1", ...claims, "--out", out);
  await firstResult(child);
  child.kill("SIGINT");
  t.match(await ended, { code: 130, stdout: /^Bail out! the run was interrupted$/m });
  const { cases, tail } = await readRun(join(out, "run.json"));
  t.match(tail, { interrupted: true, exitCode: 130 });
  t.ok(cases.length > 0);
  t.same(remains(place.temporary, []), []);
});
