import "../../fixtures/plain-children.ts";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { within } from "../../../lib/host/deadline.ts";
import { localNodeImage } from "../../../lib/images/node-image.ts";
import { readRun } from "../../../lib/results/read-run.ts";
import { abilitiesOf } from "../../../lib/runtimes/abilities.ts";
import { podmanFamily } from "../../../lib/runtimes/podman/podman.ts";
import { directFile } from "../../../lib/strategies/direct-file.ts";
import { shimPipe } from "../../../lib/strategies/shim-pipe.ts";
import { strategies } from "../../../lib/strategies/table.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { Place } from "../../fixtures/fd012.ts";
import { remains } from "../../fixtures/remains.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { failingStart } from "../fixtures/failing-start.ts";
import { prepared } from "../fixtures/launched.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";
import { planned } from "../fixtures/planned.ts";
import { privatePodmanStorage } from "../fixtures/private-daemon.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "podman", "crun");

t.test(
  "passthrough hands the log itself on, k8s-file stands between and loses in silence",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "podman+crun", "stale-log/exit-after/natural", "stale-log/keep-writing");
    t.same(failures(cells), {});
    const outcome = (test: string, strategy: string) =>
      cells.get(`stale-log/${test} ${strategy} stalefs`)?.outcome;
    t.match(
      outcome("exit-after/natural", "direct-file"),
      /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/,
    );
    t.equal(outcome("exit-after/natural", "shim-pipe"), "exit 0 · lost 0");
    t.match(outcome("keep-writing", "shim-pipe"), /^exit 0 · lost [1-9]\d*$/, "acknowledged, and in no log");
  },
);

t.test("what it reports is what the kernel saw, and every byte arrives", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "podman+crun",
    "exit-status/code/7",
    "bytes/exact-sizes/65537",
    "wiring/no-extra-fds",
  );
  t.same(failures(cells), {});
  t.equal(cells.get("exit-status/code/7 shim-pipe local")?.outcome, "exit 7 · lost 0");
  t.equal(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.outcome, "exit 0 · lost 0");
});

t.test("json-file is another name for k8s-file, as the file shows", needed, async (t) => {
  const words = ["stale-log/keep-writing", "bytes/exact-sizes/65537"];
  const cells = await cellsOf(t, "podman@json-file+crun", "--strategy", "shim-pipe", ...words);
  t.same(failures(cells), {});
  t.match(cells.get("stale-log/keep-writing shim-pipe stalefs")?.outcome, /^exit 0 · lost [1-9]\d*$/);
  t.equal(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.outcome, "exit 0 · lost 0");
});

t.test("a start that fails ends the case at once, with podman's own words", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, podmanFamily);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /podman ended before PID 1 began/);
});

t.test("an image store that is full ends the cases as errors, and leaves nothing", needed, async (t) => {
  const place = new Place(t);
  place.environment.CONTAINERS_STORAGE_CONF = privatePodmanStorage(t, 64);
  const out = join(place.directory, "report");
  const words = ["exit-status/code/7", "--strategy", "shim-pipe", "--runtime", "podman+crun", "--out", out];
  const { code } = await place.run(t, "run", ...words);
  t.equal(code, 1);
  t.match((await readRun(out)).cases, [
    { verdict: "error", reason: /^podman could not take the image \S+: .*no space left on device/ },
  ]);
  t.same(remains(place.temporary, []), []);
});

t.test("terminals, named pipes, sockets and nothing at all can be wired too", needed, async (t) => {
  const cells = await cellsOf(t, "podman+crun", "wiring/strategy-honoured");
  t.same(failures(cells), {});
  const outcomes = [...cells].map(([name, { outcome }]) => [name.split(" ")[1], outcome]);
  t.same(Object.fromEntries(outcomes), {
    "direct-file": "exit 0 · lost 0",
    "shim-pipe": "exit 0 · lost 0",
    redirect: "exit 0 · lost 0",
    fifo: "exit 0 · lost 0",
    socket: "exit 0 · lost 0",
    pty: "exit 0 · lost 0",
    null: "exit 0 · relayed · no log",
  });
});

t.test(
  "two runs at once, on two OCI runtimes, do not touch each other",
  needs("root", "podman", "crun", "runc"),
  async (t) => {
    const runs = ["podman+crun", "podman+runc"].map((runtime) =>
      cellsOf(t, runtime, "--jobs", "2", "exit-status"),
    );
    for (const cells of await Promise.all(runs)) {
      t.same(failures(cells), {});
      t.equal(cells.get("exit-status/code/255 shim-pipe local")?.outcome, "exit 255 · lost 0");
    }
  },
);

for (const [strategy, place] of [
  [shimPipe, "pid1"],
  [shimPipe, "under-init"],
] as const) {
  t.test(`by hand a shell does the same: ${strategy.name}, ${place}`, needed, async (t) => {
    const args = ["/workloads/exit-code.cjs", "7"];
    const { runtime, spec, log, control } = await prepared(t, "exit-code", { args, place });
    const pidFile = `${spec.label}.pid`;
    const given = { log, sources: directFile.sources(log), pidFile };
    const script = planned(runtime, { strategy, place }).byHand(spec, given).start;
    const shell = spawn("sh", ["-c", script], { stdio: "ignore" });
    const ended = once(shell, "exit");
    t.teardown(() => shell.kill());
    await control.main.wait("waiting", 20_000);
    await eventually(
      "the workload's pid",
      () => existsSync(pidFile) && /\d/.test(readFileSync(pidFile, "utf8")),
    );
    const pid = readFileSync(pidFile, "utf8").trim();
    t.match(readFileSync(`/proc/${pid}/cmdline`, "utf8"), "/usr/bin/node\0/workloads/exit-code.cjs");
    control.main.go();
    t.same(await within(ended, 20_000, "the end of the script"), [7, null]);
  });
}

t.test("by hand, what podman refuses ends the script with podman's status", async (t) => {
  const control = temporaryDirectory(t);
  const label = join(control, "case");
  const spec = { ...plainOnRealImage(), place: "under-init", control, label } as const;
  const runtime = podmanFamily.open({ name: "p", base: "podman", variant: null, log: null });
  const log = { stdout: "/dev/null", stderr: "/dev/null" };
  const pidFile = join(control, "pid");
  const given = { log, sources: directFile.sources(log), pidFile };
  const script = planned(runtime, { strategy: shimPipe }).byHand(spec, given).start;
  const programs = temporaryDirectory(t);
  writeFileSync(join(programs, "podman"), '#!/bin/sh\n[ "$1" = image ] || exit 125\n', { mode: 0o755 });
  const { status, stderr } = spawnSync("sh", ["-c", script], {
    env: { PATH: `${programs}:${process.env.PATH}` },
    timeout: 20_000,
    encoding: "utf8",
  });
  t.same([status, stderr, existsSync(pidFile)], [125, "", false]);
});

t.test("what is not passed through has no caller", async (t) => {
  const podman = podmanFamily.open({ name: "p", base: "podman", variant: null, log: null });
  const can = strategies.filter(({ name }) => abilitiesOf(podman).strategies.includes(name));
  const passed = can.filter((strategy) => planned(podman, { strategy }).offers.has("caller-stdio"));
  t.same(
    passed.map(({ name }) => name),
    ["direct-file", "fifo", "socket", "closed"],
  );
});

t.test("another conmon and an OCI runtime stand before the subcommand", async (t) => {
  process.env.FD012_CONMON = "/opt/conmon";
  const podman = podmanFamily.open({ name: "p", base: "podman", variant: "crun", log: null });
  delete process.env.FD012_CONMON;
  const sources = [{ kind: "null" }, { kind: "null" }, { kind: "null" }] as const;
  const log = { stdout: "/dev/null", stderr: "/dev/null" };
  t.match(
    planned(podman).byHand(plainOnRealImage(), { log, sources, pidFile: "/pid" }).start,
    "podman --runtime crun --conmon /opt/conmon run --rm",
  );
});

// The script names the image's archive, so there must be one to pack.
function plainOnRealImage() {
  return { ...plainSpec, image: localNodeImage() };
}
