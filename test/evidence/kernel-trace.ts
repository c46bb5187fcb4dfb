import { spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import t from "tap";
import { actualFate } from "../../lib/evidence/actual-fate.ts";
import {
  detectKernelTrace,
  isInitialPidNamespace,
  type KernelTrace,
  lostOf,
  openKernelTrace,
} from "../../lib/evidence/kernel-trace.ts";
import { within } from "../../lib/host/deadline.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { bundled } from "../fixtures/bundled.ts";
import { eventually } from "../fixtures/eventually.ts";
import { impatiently } from "../fixtures/impatiently.ts";
import { randomOf } from "../fixtures/random.ts";
import { needs } from "../requirement.ts";
import { traceInstances } from "./fixtures/instances.ts";

const need = needs("root", "tracefs");
const instance = (what: string) => `test-of-fd012-${process.pid}-${what}`;

t.test("detection says what it found, or why not and what to do", async (t) => {
  const detection = detectKernelTrace();
  if (detection.found) t.equal(detection.path, "/sys/kernel/tracing");
  else t.match(detection, { reason: /./, remedy: /./ });
});

// The kernel trace would wait in vain for the end of a process whose number means another one outside.
t.test("a container's PID namespace is told from the first one", needs("root"), async (t) => {
  const words = ["--pid", "--fork", "readlink", "/proc/thread-self/ns/pid"];
  const { stdout } = spawnSync("unshare", ["--mount-proc", ...words], { encoding: "utf8" });
  t.match(stdout, /^pid:\[\d+\]\n$/);
  t.notOk(isInitialPidNamespace(stdout.trim()));
  t.ok(isInitialPidNamespace("pid:[4026531836]"));
});

/** Ends of every kind: statuses and signals, by a shell and by node with its threads, own doing and another's. */
const ends: [string, ...string[]][] = [
  ...[0, 1, 3, 127, 255].map((code): [string, ...string[]] => ["sh", "-c", `exit ${code}`]),
  ...["TERM", "KILL", "SEGV", "ABRT", "PIPE", "HUP"].map((name): [string, ...string[]] => [
    "sh",
    "-c",
    `kill -${name} $$; read -r _`,
  ]),
  [process.execPath, "-e", "process.exit(42)"],
  [process.execPath, "-e", "process.abort()"],
  [process.execPath, "-e", "process.kill(process.pid, 'SIGKILL')"],
  [process.execPath, "-e", "throw 1"],
];
const RUNS = 200;
const AT_A_TIME = 8;

t.test(
  `the kernel's word of an end is wait(2)'s in ${RUNS} of ${RUNS} ends, ${AT_A_TIME} at a time`,
  need,
  async (t) => {
    const trace = await openKernelTrace(instance("ends"), process.pid);
    t.teardown(() => trace.close());
    const told: { command: string; waited: Fate; actual: Fate }[] = [];
    const seed = randomInt(2 ** 31);
    const next = randomOf(seed);
    let begun = 0;
    async function worker(): Promise<void> {
      while (begun < RUNS) {
        begun++;
        const end = ends[next() % ends.length] as [string, ...string[]];
        told.push({ command: end.join(" "), ...(await endOf(end, trace)) });
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    t.equal(told.length, RUNS);
    t.same(
      told.map(({ command, actual }) => ({ command, fate: actual })),
      told.map(({ command, waited }) => ({ command, fate: waited })),
      `seed ${seed}`,
    );
  },
);

async function endOf([program, ...words]: [string, ...string[]], trace: KernelTrace) {
  const child = spawn(program, words, { stdio: ["pipe", "ignore", "ignore"] });
  const [code, signal] = await within(once(child, "exit"), 10_000, `the end of ${program}`);
  const waited: Fate = signal ? { kind: "signal", signal } : { kind: "exit", code };
  return { waited, actual: actualFate(await trace.take(child.pid as number)) };
}

t.test("a process that is not followed is waited for no longer than the deadline", need, async (t) => {
  const child = spawn("sh", ["-c", "read -r _"], { stdio: ["pipe", "ignore", "ignore"] });
  const trace = await openKernelTrace(instance("nobody"), child.pid as number);
  t.teardown(() => trace.close());
  child.kill("SIGKILL");
  await once(child, "exit");
  t.match(actualFate(await trace.take(child.pid as number)), { kind: "signal", signal: "SIGKILL" });
  const taking = impatiently(() => trace.take(1));
  await t.rejects(taking, { code: "DEADLINE", message: /process 1 / });
});

t.test("the instance is there while the trace is open, and gone when it is closed", need, async (t) => {
  const trace = await openKernelTrace(instance("closed"), process.pid);
  t.ok(traceInstances().includes(instance("closed")));
  await trace.close();
  t.notOk(traceInstances().includes(instance("closed")));
  await trace.close();
});

t.test("the instance goes with its owner, even by SIGKILL", need, async (t) => {
  const program = fileURLToPath(new URL("./fixtures/trace-holder.ts", import.meta.url));
  const holder = spawn(process.execPath, [bundled(t, program), instance("killed")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await within(once(holder.stdout, "data"), 30_000, "the opening of the trace");
  t.ok(traceInstances().includes(instance("killed")));
  holder.kill("SIGKILL");
  await eventually("the instance's removal", () => !traceInstances().includes(instance("killed")));
});

t.test("an instance that cannot be made says why", need, async (t) => {
  await t.rejects(openKernelTrace("no/such", process.pid), {
    code: "HELPER",
    message: /kernel trace.*no\/such/s,
  });
});

t.test("the counters of a buffer tell what was lost of it", async (t) => {
  const stats =
    "entries: 7\noverrun: 3\ncommit overrun: 20\nbytes: 5\noldest event ts: 1.0\ndropped events: 100\nread events: 9\n";
  t.equal(lostOf(stats), 123);
  t.equal(lostOf("entries: 7\n"), 0);
});

t.test("a descriptor that a call was glad with is not blamed for another that was not", need, async (t) => {
  const trace = await openKernelTrace(instance("paired"), process.pid);
  t.teardown(() => trace.close());
  // Each fstat that fails follows one that does not: of fd 77 after fd 1, and of fd 1, closed by then, after fd 77.
  const program = `const fs = require("fs"); const stat = (fd) => { try { fs.fstatSync(fd) } catch {} };
    stat(1); stat(77); fs.closeSync(1); stat(1);`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"] });
  await within(once(child, "exit"), 10_000, "the end of node");
  const failed = (await trace.take(child.pid as number)).filter(
    ({ name, fields }) => name === "syscall-error" && fields.errno === "EBADF",
  );
  t.match(failed[0]?.fields, { fd: 1 });
  t.ok(
    failed.every(({ fields }) => fields.fd === 1),
    "none on 77",
  );
  t.equal(failed.filter(({ fields }) => /stat/.test(String(fields.call))).length > 0, true);
});

t.test("what the kernel loses is told, of those whose life it was in", need, async (t) => {
  const trace = await openKernelTrace(instance("lossy"), process.pid);
  t.teardown(() => trace.close());
  t.equal(trace.lost(), 0);
  const child = spawn("sh", ["-c", "read -r _"], { stdio: ["pipe", "ignore", "ignore"] });
  const path = `/sys/kernel/tracing/instances/${instance("lossy")}`;
  // Nobody reads while it is so small and more happens than it holds.
  const flood = `[ -d ${path} ] || mount -t tracefs tracefs /sys/kernel/tracing
    echo 4 >${path}/buffer_size_kb; i=0; while [ $i -lt 3000 ]; do [ -e "/$i" ]; i=$((i + 1)); done`;
  spawnSync("unshare", ["--mount", "sh", "-c", flood]); // It blocks this process, so that the pipe is full, too.
  child.stdin.end();
  await within(once(child, "exit"), 10_000, "the end of the shell");
  await t.rejects(trace.take(child.pid as number), {
    code: "TRACE_LOST",
    message: /^the kernel lost \d+ events of its trace$/,
  });
  t.ok(trace.lost() > 0);
});
