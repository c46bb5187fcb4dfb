import { spawn } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";
import t, { type Test } from "tap";
import { openKernelTrace } from "../../lib/evidence/kernel-trace.ts";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { within } from "../../lib/host/deadline.ts";
import { type Owner, thisOwner } from "../../lib/host/owner.ts";
import { RUN_PREFIX } from "../../lib/host/run-directory.ts";
import { instanceName } from "../../lib/host/trace-instances.ts";
import { makeTraceInstance, traceInstances } from "../evidence/fixtures/instances.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { deadOwner, runDirectory } from "./fixtures/dead-run.ts";

const need = needs("root", "tracefs");

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t); // No run's directory is seen here, but those that a test makes.
});

let runs = 0;

/** An instance whose run has no directory here. */
function instanceOf(t: Test, owner: Owner): string {
  const name = instanceName(`${RUN_PREFIX}test${process.pid}n${++runs}`, owner);
  makeTraceInstance(t, name);
  return name;
}

/** Whether it is there before cleaning, whether it is told to be removed, and whether it is there afterwards. */
async function cleaned(name: string) {
  const before = traceInstances().includes(name);
  const { removed } = await cleanUp();
  return {
    before,
    told: removed.includes(`trace instance ${name}`),
    after: traceInstances().includes(name),
  };
}

const removed = { before: true, told: true, after: false };
const kept = { before: true, told: false, after: true };

t.test("a dead run's goes, with the run's directory and without it", need, async (t) => {
  const directory = runDirectory(deadOwner);
  const name = instanceName(basename(directory), deadOwner);
  makeTraceInstance(t, name);
  t.same(await cleaned(name), removed);
  t.same(await cleaned(instanceOf(t, deadOwner)), removed);
});

for (const [whose, label] of [
  ["a helper of a run", "/tmp/fd012-gone/suite"],
  ["somebody", null],
] as const) {
  t.test(
    `one that ${whose} reads ${label ? "goes, and with it its reader" : "stays, and so does its reader"}`,
    need,
    async (t) => {
      const name = instanceOf(t, deadOwner);
      const script = `[ -d /sys/kernel/tracing/instances ] || mount -t tracefs tracefs /sys/kernel/tracing
    exec 3</sys/kernel/tracing/instances/${name}/trace_pipe; echo open; read -r _`;
      const env = { PATH: process.env.PATH, ...(label && { FD012_LABEL: label }) };
      const reader = spawn("unshare", ["--mount", "sh", "-c", script], {
        stdio: ["pipe", "pipe", "inherit"],
        env,
      });
      t.teardown(() => reader.kill("SIGKILL"));
      const end = once(reader, "exit");
      await within(once(reader.stdout, "data"), 10_000, "the opening of trace_pipe");
      t.same(await cleaned(name), label ? removed : kept);
      if (!label) reader.kill("SIGTERM");
      t.same(await within(end, 10_000, "the end of the reader"), [null, label ? "SIGKILL" : "SIGTERM"]);
    },
  );
}

t.test("a living run's stays, from the moment at which it was made", need, async (t) => {
  t.same(await cleaned(instanceOf(t, thisOwner())), kept);
  const name = instanceName(`${RUN_PREFIX}test${process.pid}n${++runs}`);
  const trace = await openKernelTrace(name, process.pid);
  t.teardown(() => trace.close());
  t.same(await cleaned(name), kept);
});

t.test("one of a run that cannot be seen from here stays", need, async (t) => {
  for (const elsewhere of [{ pidNamespace: "pid:[1]" }, { user: deadOwner.user + 1 }])
    t.same(await cleaned(instanceOf(t, { ...deadOwner, ...elsewhere })), kept, JSON.stringify(elsewhere));
});

t.test("one that names no owner is not the suite's", need, async (t) => {
  const owned = instanceName(`${RUN_PREFIX}test${process.pid}`, deadOwner);
  for (const name of [owned.slice(0, owned.indexOf(".")), `${owned}.more`, `not-${owned}`]) {
    makeTraceInstance(t, name);
    t.same(await cleaned(name), kept, name);
  }
});

t.test("every owner has names of its own, which a file system can keep", async (t) => {
  const name = instanceName(`${RUN_PREFIX}AbCdEf`, {
    ...{ boot: "any", pidNamespace: "pid:[4026531836]" },
    ...{ user: 0, pid: 4194304, startTime: "18446744073709551615" },
  });
  t.equal(name, "fd012-AbCdEf.4026531836.0.4194304.18446744073709551615");
});
