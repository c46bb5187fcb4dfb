import "../../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { ControlDirectory } from "../../../lib/control/control-directory.ts";
import { within } from "../../../lib/host/deadline.ts";
import { openMountNamespace } from "../../../lib/host/namespace.ts";
import { localNodeImage } from "../../../lib/images/node-image.ts";
import { observeWiring } from "../../../lib/observe/wiring.ts";
import type { ContainerSpec, Place } from "../../../lib/runtimes/runtime.ts";
import { unshare } from "../../../lib/runtimes/unshare/unshare.ts";
import { directFile } from "../../../lib/strategies/direct-file.ts";
import type { StrategyTools } from "../../../lib/strategies/strategy.ts";
import { notAborted } from "../../fixtures/not-aborted.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { planned } from "../fixtures/planned.ts";

const need = needs("root");

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

/** A specification, the log that goes with it, and the suite's side of the control directory. */
async function prepared(t: Test, workload: string, over: Partial<ContainerSpec> = {}) {
  const directory = temporaryDirectory(t);
  const control = new ControlDirectory(join(directory, "control"));
  t.teardown(() => control.close());
  const log = { stdout: join(directory, "stdout.log"), stderr: join(directory, "stderr.log") };
  const spec: ContainerSpec = {
    label: `${directory}/case`,
    image: localNodeImage(),
    args: [`/workloads/${workload}.cjs`],
    place: "pid1",
    control: control.path,
    namespace: await openMountNamespace(),
    follow() {},
    ...over,
  };
  return { spec, control, log, stdio: await directFile.open(log, {} as StrategyTools) };
}

async function launched(t: Test, workload: string, over: Partial<ContainerSpec> = {}) {
  const parts = await prepared(t, workload, over);
  const running = await plan.launch(parts.spec, parts.stdio, notAborted);
  t.teardown(() => running.kill());
  await parts.control.main.wait("waiting", 10_000);
  return { ...parts, running };
}

const plan = planned(unshare);

/** The pid in each of the PID namespaces that a process is in, the host's first. */
const pidsOf = (pid: number) =>
  /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]?.split("\t");

t.test("it is found where namespaces are permitted", need, async (t) => {
  t.match(await unshare.detect(await openMountNamespace()), { found: true, version: /^\d+\.\d+/ });
});

t.test("where they are not, that is told with the tool's own words", async (t) => {
  const enter = ["sh", "-c", "echo unshare failed: Operation not permitted >&2; exit 1"];
  const namespace = { enter, reach: (path: string) => path, close: async () => {} };
  t.match(await unshare.detect(namespace), {
    found: false,
    reason: /Operation not permitted$/,
    remedy: /root/,
  });
});

const places: [Place, number, RegExp][] = [
  ["pid1", 2, /^1$/],
  ["under-init", 2, /^[2-9]\d*$/],
  ["host-pid-namespace", 1, /^\d+$/],
];

for (const [place, depth, innermost] of places) {
  t.test(`the workload stands where it was asked for: ${place}`, need, async (t) => {
    const { running, control } = await launched(t, "exit-natural", { place });
    const pids = pidsOf(running.hostPid) ?? [];
    const here = pidsOf(process.pid)?.length as number;
    t.equal(pids.length, here + depth - 1, "so many PID namespaces deep");
    t.match(pids.at(-1), innermost);
    t.match(control.main.last("ready"), { pid: Number(pids.at(-1)) }, "it sees the same itself");
    control.main.go();
    t.same(await within(running.exited, 10_000, "the end"), { kind: "exit", code: 0 });
  });
}

t.test("fds 0 to 2 are what the strategy says", need, async (t) => {
  const { running, log } = await launched(t, "exit-natural");
  const { streams } = observeWiring(running.hostPid);
  t.match(streams, [
    { kind: "null" },
    { target: log.stdout, access: "write", append: true },
    { target: log.stderr, access: "write", append: true },
  ]);
});

t.test("its root is the image's, and no mount of it is seen from outside", need, async (t) => {
  const { running, spec } = await launched(t, "wait");
  t.same(
    ["proc", "dev", "fd012", "tmp", "etc"].filter(
      (name) => !existsSync(`/proc/${running.hostPid}/root/${name}`),
    ),
    [],
  );
  t.ok(existsSync(`/proc/${running.hostPid}/root/fd012/events`));
  t.notMatch(readFileSync("/proc/self/mounts", "utf8"), spec.image.rootfs);
});

t.test("it carries its label, by which clean-up finds it", need, async (t) => {
  const { spec } = await launched(t, "wait");
  const labels = execFileSync("sh", ["-c", "cat /proc/[0-9]*/environ 2>/dev/null; true"], {
    encoding: "latin1",
    maxBuffer: 2 ** 28,
  });
  t.ok(labels.includes(`FD012_LABEL=${spec.label}`));
});

t.test("statuses and signals are reported, signals as shells do", need, async (t) => {
  const ends: [string, string, Place, number][] = [
    ["exit-code", "0", "pid1", 0],
    ["exit-code", "255", "pid1", 255],
    ["raise", "SIGTERM", "under-init", 143],
    ["raise", "SIGKILL", "under-init", 137],
  ];
  for (const [workload, word, place, code] of ends) {
    const args = [`/workloads/${workload}.cjs`, word];
    const { running, control } = await launched(t, workload, { args, place });
    control.main.go();
    t.same(await within(running.exited, 10_000, "the end"), { kind: "exit", code }, `${workload} ${word}`);
  }
});

t.test("a runtime that gives up before PID 1 begins tells so in its own words", async (t) => {
  const enter = ["sh", "-c", "echo unshare failed: Operation not permitted >&2; exit 1"];
  const namespace = { enter, reach: (path: string) => path, close: async () => {} };
  for (let n = 0; n < 10; n++) {
    const { spec, stdio } = await prepared(t, "wait", { namespace });
    const failing = plan.launch(spec, stdio, notAborted);
    await t.rejects(failing, { code: "START_FAILED", said: "unshare failed: Operation not permitted\n" });
  }
});

t.test("a program that is not in the image is the runtime's word against PID 1's", need, async (t) => {
  const image = { ...localNodeImage(), entrypoint: ["/usr/bin/nothing"] };
  const { spec, stdio } = await prepared(t, "wait", { image });
  const running = await plan.launch(spec, stdio, notAborted);
  t.same(await within(running.exited, 5_000, "the end"), { kind: "exit", code: 127 });
});

t.test("an end that is heard of before PID 1's pid is no failed start", need, async (t) => {
  // As on a busy machine: what was written before the end is read after it.
  const enter = ["sh", "-c", "(sleep 0.3; echo $$ >&3) & exit 7", "unshare"];
  const namespace = { ...(await openMountNamespace()), enter };
  const { spec, stdio } = await prepared(t, "", { namespace });
  const running = await plan.launch(spec, stdio, notAborted);
  t.same(await running.exited, { kind: "exit", code: 7 });
  await running.kill();
});
