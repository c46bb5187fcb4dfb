import "../../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { hierarchies } from "../../../lib/host/cgroups.ts";
import { within } from "../../../lib/host/deadline.ts";
import { rootsPodman } from "../../../lib/host/podman.ts";
import { startTime } from "../../../lib/host/run-directory.ts";
import { observeWiring } from "../../../lib/observe/wiring.ts";
import { containerName } from "../../../lib/runtimes/names.ts";
import { PodmanContainer } from "../../../lib/runtimes/podman/container.ts";
import { PodmanTraces } from "../../../lib/runtimes/podman/traces.ts";
import type { Place } from "../../../lib/runtimes/runtime.ts";
import { directFile } from "../../../lib/strategies/direct-file.ts";
import { shimPipe } from "../../../lib/strategies/shim-pipe.ts";
import type { StrategyTools } from "../../../lib/strategies/strategy.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { notAborted } from "../../fixtures/not-aborted.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { launched, prepared } from "../fixtures/launched.ts";
import { planned } from "../fixtures/planned.ts";

const need = needs("root", "podman", "crun");

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const containers = () =>
  execFileSync("podman", ["ps", "--all", "--format", "{{.Names}}"], { encoding: "utf8" });
const innermost = (pid: number) =>
  /^NSpid:\s*(.*)$/m
    .exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    ?.split("\t")
    .at(-1);
const parentOf = (pid: number) =>
  Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

const places: [Place, RegExp][] = [
  ["pid1", /^1$/],
  ["under-init", /^[2-9]\d*$/],
  ["host-pid-namespace", /^\d{2,}$/],
];

for (const [place, expected] of places) {
  t.test(`the workload stands where it was asked for: ${place}`, need, async (t) => {
    const { running, control } = await launched(t, "exit-code", "direct-file", {
      place,
      args: ["/workloads/exit-code.cjs", "7"],
    });
    t.match(innermost(running.hostPid), expected);
    t.match(
      control.main.last("ready"),
      { pid: Number(innermost(running.hostPid)) },
      "it sees the same itself",
    );
    control.main.go();
    t.same(await within(running.exited, 20_000, "the end"), { kind: "exit", code: 7 });
    t.same(await running.leftovers?.(), []);
  });
}

t.test("conmon's pipes are PID 1's, and its child is PID 1", need, async (t) => {
  const { running, conmon } = await launched(t, "wait", "shim-pipe");
  const { streams } = observeWiring(running.hostPid);
  t.match(streams, [{ kind: "null" }, { kind: "pipe" }, { kind: "pipe" }]);
  t.equal(parentOf(running.hostPid), conmon);
});

t.test(
  "with passthrough they are the log itself, and podman writes nothing of its own there",
  need,
  async (t) => {
    const { running, control, log } = await launched(t, "exit-natural", "direct-file");
    const { streams } = observeWiring(running.hostPid);
    t.match(streams, [{ kind: "null" }, { target: log.stdout, append: true }, { target: log.stderr }]);
    const written = control.main.last("wrote")?.streams as {
      stdout: { acked: number };
      stderr: { acked: number };
    };
    control.main.go();
    await within(running.exited, 20_000, "the end");
    t.equal(readFileSync(log.stdout).length, written.stdout.acked);
    t.equal(readFileSync(log.stderr).length, written.stderr.acked);
  },
);

t.test("killing it ends all of it, and may be done twice", need, async (t) => {
  const { running, spec, conmon } = await launched(t, "wait", "shim-pipe");
  await running.kill();
  t.same(await within(running.exited, 1_000, "the end"), { kind: "exit", code: 137 });
  t.same(await running.leftovers?.(), [], "no conmon, no mount, no control group");
  t.equal(startTime(running.hostPid), null);
  t.notMatch(containers(), containerName(spec));
  await running.kill();
  t.ok(conmon > 0);
});

for (const strategy of ["shim-pipe", "direct-file"]) {
  t.test(`a podman that is killed leaves nothing: ${strategy}`, need, async (t) => {
    const { running, spec } = await launched(t, "wait", strategy);
    const child = podmanOf(spec.control);
    process.kill(child, "SIGKILL");
    t.same(await within(running.exited, 5_000, "the end"), { kind: "signal", signal: "SIGKILL" });
    await running.kill();
    t.same(await running.leftovers?.(), []);
    t.notMatch(containers(), containerName(spec));
  });
}

t.test("a conmon that is killed leaves nothing", need, async (t) => {
  const { running, spec, conmon } = await launched(t, "wait", "shim-pipe");
  process.kill(conmon, "SIGKILL");
  await running.kill();
  t.same(await running.leftovers?.(), [], "not even the control groups that podman leaves then");
  t.notMatch(containers(), containerName(spec));
  t.notSame(await within(running.exited, 1_000, "the end"), { kind: "exit", code: 0 }, "no success");
});

t.test("a podman that is killed while it starts leaves no conmon", need, async (t) => {
  for (let n = 0; n < 3; n++) {
    const { runtime, spec, log } = await prepared(t, "wait");
    const stdio = await directFile.open(log, {} as StrategyTools);
    const launching = planned(runtime).launch(spec, stdio, notAborted);
    launching.catch(() => {});
    await eventually("the start of conmon", () => conmonsOf(spec.control).length > 0);
    process.kill(podmanOf(spec.control), "SIGKILL");
    const running = await launching.catch(() => null); // Whether PID 1 was seen before is chance.
    await running?.kill();
    await eventually("the end of conmon", () => conmonsOf(spec.control).length === 0, 3_000);
    const id = existsSync(`${spec.control}.id`) ? readFileSync(`${spec.control}.id`, "utf8") : "none";
    const groups = hierarchies().map(({ mount }) => `${mount}/libpod_parent/libpod-${id}`);
    t.same(groups.filter(existsSync), []);
    t.notMatch(containers(), containerName(spec));
  }
});

t.test("a start that fails tells it in podman's own words, or leaves them in the log", need, async (t) => {
  const missing = { mounts: [{ source: "/no/such/directory", target: "/log" }] };
  const { runtime, spec, log } = await prepared(t, "wait", missing);
  const behindConmon = planned(runtime, { strategy: shimPipe });
  const piped = await behindConmon.open(log, {} as StrategyTools);
  await t.rejects(behindConmon.launch(spec, piped, notAborted), {
    code: "START_FAILED",
    refused: true,
    said: /\/no\/such\/directory/,
  });
  const direct = await directFile.open(log, {} as StrategyTools);
  await t.rejects(planned(runtime).launch(spec, direct, notAborted), {
    code: "START_FAILED",
    refused: true,
    said: "",
  });
  t.match(readFileSync(log.stderr, "utf8"), "/no/such/directory");
  t.notMatch(containers(), containerName(spec));
});

/** Processes of that name whose command line names one of the case's files. */
function processesOf(name: string, control: string): number[] {
  const found = execFileSync("sh", ["-c", `pgrep -x ${name} || :`], { encoding: "utf8" });
  return found
    .split("\n")
    .filter(Boolean)
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${control}.`);
      } catch {
        return false; // It has gone.
      }
    });
}

const conmonsOf = (control: string) => processesOf("conmon", control);
const podmanOf = (control: string) => processesOf("podman", control)[0] as number;

t.test("where podman cannot remove the container, podman run is ended all the same", need, async (t) => {
  process.env.FD012_DEADLINE_FACTOR = "0.1";
  t.teardown(() => {
    delete process.env.FD012_DEADLINE_FACTOR;
  });
  const { spec, log } = await prepared(t, "wait");
  const files = { containerId: "/no/such", conmonPid: "/no/such", pid: "/no/such" };
  const run = {
    name: "--no-such-option",
    words: ["sleep", "1000"],
    files,
    seat: rootsPodman,
    execute: [],
    client: [],
    isPassedThrough: false,
  };
  const stdio = await directFile.open(log, {} as StrategyTools);
  const container = await PodmanContainer.start({ ...run, opaque: undefined }, spec, stdio);
  await t.rejects(container.kill(), { code: "LEFT_BEHIND", message: /^podman rm: / });
  // It never came to a PID 1, so that it was asked to end first.
  t.same(await within(container.exited, 5_000, "the end"), { kind: "signal", signal: "SIGTERM" });
});

t.test("what a start that failed has left is found without a PID 1", needs("root"), async (t) => {
  const id = randomBytes(32).toString("hex");
  const directory = temporaryDirectory(t);
  const files = { containerId: join(directory, "id"), conmonPid: join(directory, "conmon"), pid: "/no/such" };
  t.same(await new PodmanTraces(null, files).left(), []);
  writeFileSync(files.containerId, id);
  const [{ mount = "" } = {}] = hierarchies();
  const parent = join(mount, "libpod_parent");
  const group = join(parent, `libpod-${id}`);
  mkdirSync(group, { recursive: true });
  t.teardown(() => rmdirSync(group));
  t.same(await new PodmanTraces(null, files).left(), [`control group ${group}`]);
});
