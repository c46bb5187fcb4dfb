import "../fixtures/plain-children.ts";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { sameFate } from "../../lib/judge/same-fate.ts";
import { bwrapFamily } from "../../lib/runtimes/bwrap.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { cellsOf, failures } from "./fixtures/cells.ts";
import { failingStart } from "./fixtures/failing-start.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "bwrap");

t.test("its PID 1 holds the log itself, and its end is reported", needed, async (t) => {
  const cells = await cellsOf(t, "bwrap", "stale-log/exit-after/natural", "wiring", "exit-status");
  t.same(failures(cells), {});
  const natural = (strategy: string) => cells.get(`stale-log/exit-after/natural ${strategy} stalefs`);
  t.match(natural("direct-file")?.outcome, /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/);
  t.equal(natural("shim-pipe")?.outcome, "exit 0 · lost 0");
});

t.test("a workload stands where it was to stand", needed, async (t) => {
  const cells = await cellsOf(t, "bwrap", "pid1-abort");
  t.same(failures(cells), {});
  const outcome = (test: string) => cells.get(`pid1-abort/${test} direct-file local`)?.outcome;
  t.match(outcome("node-abort"), / · abort · /, "abort(3) is not SIGABRT's for PID 1");
  for (const where of ["under-init", "host-pid-namespace"])
    t.equal(outcome(`not-pid1/${where}`), "signal SIGABRT · lost 0");
});

t.test("PID 1 is npm, not the script that npm has started", needed, async (t) => {
  const cells = await cellsOf(t, "bwrap", "stale-log/npm", "--filesystem", "stalefs");
  t.same(failures(cells), {});
  const { fate } = cells.get("stale-log/npm direct-file stalefs")?.observation ?? {};
  t.equal(fate && sameFate(fate.actual, fate.reported), true, "what bwrap reports is what the kernel saw");
});

t.test("a start that fails ends the case at once, with what bwrap said", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, bwrapFamily);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /bwrap ended before PID 1 said .* it said: bwrap: execvp \/no\/such\/program/);
});

t.test("another bwrap is taken by its path", needed, async (t) => {
  const path = join(temporaryDirectory(t), "another");
  writeFileSync(path, `#!/bin/sh\n[ "$1" = --version ] && echo "bubblewrap 98.7.6" || exec bwrap "$@"\n`);
  chmodSync(path, 0o755);
  const cells = await cellsOf(t, `other=bwrap+${path}`, "exit-status/code/7", "--strategy", "direct-file");
  t.match(cells.get("exit-status/code/7 direct-file local"), {
    runtime: "other",
    outcome: "exit 7 · lost 0",
  });
  const family = bwrapFamily.open({ name: "bwrap", base: "bwrap", log: null, variant: "/no/such/bwrap" });
  const nowhere = { enter: [] } as unknown as MountNamespace;
  t.match(await family.detect(nowhere), { found: false, reason: "there is no /no/such/bwrap" });
});
