import "../../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { groupNames } from "../../../lib/host/cgroups.ts";
import { thisOwner } from "../../../lib/host/owner.ts";
import { readRun } from "../../../lib/results/read-run.ts";
import { isTrouble } from "../../../lib/results/standing.ts";
import { containerdFamily } from "../../../lib/runtimes/containerd/containerd.ts";
import { findSocket } from "../../../lib/runtimes/containerd/socket.ts";
import { shimPipe } from "../../../lib/strategies/shim-pipe.ts";
import { fd012, firstResult, Place } from "../../fixtures/fd012.ts";
import { remains } from "../../fixtures/remains.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { failingStart } from "../fixtures/failing-start.ts";
import { privateContainerd } from "../fixtures/private-daemon.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "containerd");

t.test(
  "PID 1 is safe behind its pipes as long as they hold what it writes, and loses it in silence",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "containerd", "stale-log/exit-after/natural", "stale-log/keep-writing");
    t.same(failures(cells), {});
    const outcome = (test: string, strategy: string) =>
      cells.get(`stale-log/${test} ${strategy} stalefs`)?.outcome;
    t.equal(outcome("exit-after/natural", "shim-pipe"), "exit 0 · lost 0");
    t.match(outcome("exit-after/natural", "redirect"), /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/);
    t.match(outcome("keep-writing", "shim-pipe"), /^exit 0 · lost [1-9]\d*$/);
  },
);

t.test(
  "beyond what a pipe holds it hangs, since the shim's copier has stopped: containerd#12462",
  needed,
  async (t) => {
    const words = ["stale-log/keep-writing-beyond-a-pipe", "--strategy", "shim-pipe", "--timeout", "5"];
    const cells = await cellsOf(t, "containerd", ...words);
    const cell = cells.get("stale-log/keep-writing-beyond-a-pipe shim-pipe stalefs");
    t.match(cell, { verdict: "broken", outcome: "hang · lost some" });
    t.match(cell?.observation?.fate.reported, {
      kind: "hang",
      where:
        /^S \(sleeping\) in \w*pipe_write; fd 1 is pipe:\[\d+\], holds 65536 of 65536 bytes, .*containerd-shim.* does not$/,
    });
  },
);

t.test("a logger that reads on keeps PID 1 from the hang, and loses in silence", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "containerd@binary",
    ...["stale-log/exit-after/natural", "stale-log/keep-writing-beyond-a-pipe", "--filesystem", "stalefs"],
    ...["wiring/strategy-honoured", "exit-status/code/7", "bytes/exact-sizes/65537", "--filesystem", "local"],
  );
  t.same(failures(cells), {});
  const outcome = (cell: string) => cells.get(cell)?.outcome;
  t.match(outcome("stale-log/keep-writing-beyond-a-pipe shim-pipe stalefs"), /^exit 0 · lost [1-9]\d*$/);
  t.equal(outcome("exit-status/code/7 shim-pipe local"), "exit 7 · lost 0");
  t.equal(
    outcome("bytes/exact-sizes/65537 shim-pipe local"),
    "exit 0 · lost 0",
    "read to the end after SIGTERM",
  );
});

t.test("no control group is left, not even an empty one of its namespace", needed, async (t) => {
  const before = groupNames("fd012");
  const cells = await cellsOf(t, "containerd", "exit-status/code/7", "--filesystem", "local");
  t.match(cells.get("exit-status/code/7 shim-pipe local"), { verdict: "held" });
  t.same(groupNames("fd012"), before);
});

t.test("by named pipes it is ctr that writes the log, and PID 1 hangs once it cannot", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "containerd@fifo",
    ...["stale-log/keep-writing-beyond-a-pipe", "--filesystem", "stalefs", "--timeout", "5"],
    ...["wiring/strategy-honoured", "exit-status/code/7", "bytes/exact-sizes/65537", "--filesystem", "local"],
  );
  const hanging = "stale-log/keep-writing-beyond-a-pipe shim-pipe stalefs";
  t.same(Object.keys(failures(cells)), [hanging]);
  t.match(cells.get(hanging)?.outcome, "hang · lost some");
  t.equal(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.outcome, "exit 0 · lost 0");
});

t.test("wirings, ends and bytes are as they should be", needed, async (t) => {
  const cells = await cellsOf(
    t,
    "containerd",
    "wiring",
    "exit-status/code/7",
    "exit-status/signal/SIGKILL-pid1",
    "bytes/exact-sizes/65537",
  );
  t.same(failures(cells), {});
  const outcome = (strategy: string) => cells.get(`wiring/strategy-honoured ${strategy} local`)?.outcome;
  t.equal(outcome("null"), "exit 0 · no log");
  t.equal(outcome("pty"), "exit 0 · relayed · lost 0");
});

t.test(
  "another OCI runtime is named by its program or its path",
  needs("root", "tracefs", "containerd", "crun"),
  async (t) => {
    const cells = await cellsOf(t, "containerd+crun", "exit-status/code/7", "--strategy", "shim-pipe");
    t.same(failures(cells), {});
    const { code, stderr } = await fd012(t, "run", "--runtime", "containerd+/no/such/crun");
    t.equal(code, 3);
    t.match(
      stderr,
      /^fd012: containerd\+crun cannot be used here: there is no \/no\/such\/crun on this machine\./,
    );
  },
);

t.test("a start that fails ends the case at once, with what ctr said", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, containerdFamily, shimPipe);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /\/no\/such\/program/);
});

t.test(
  "an address that is named and does not answer is an error in one sentence",
  needs("containerd"),
  async (t) => {
    const place = new Place(t);
    place.environment.CONTAINERD_ADDRESS = "/no/such.sock";
    const { code, stderr } = await place.run(t, "run", "--runtime", "containerd");
    t.equal(code, 3);
    t.match(
      stderr,
      /CONTAINERD_ADDRESS names no containerd that answers \(\/no\/such\.sock: there is no such socket\)/,
    );
  },
);

t.test("what is no program is told before anything is started", needed, async (t) => {
  const place = new Place(t);
  const plain = join(place.directory, "plain");
  writeFileSync(plain, "", { mode: 0o644 });
  for (const [path, reason] of [
    [plain, "it cannot be executed"],
    [place.directory, "it is not a file"],
  ]) {
    const { code, stderr } = await place.run(t, "run", "--runtime", `oci=containerd+${path}`);
    t.equal(code, 3);
    t.match(stderr, `fd012: oci cannot be used here: ${path}: ${reason}.`);
    t.equal(stderr.trim().split("\n").length, 1);
  }
});

t.test("clean removes the containers of runs that are gone", needed, async (t) => {
  const place = await findSocket();
  if (!("socket" in place)) throw new Error(place.missing);
  const ctr = (...words: string[]) =>
    execFileSync("ctr", ["--address", place.socket, "--namespace", "fd012", ...words], { encoding: "utf8" });
  const id = `fd012-${process.pid}-case-1`;
  const image = ctr("images", "ls", "--quiet").split("\n")[0] as string;
  const ended = JSON.stringify({ ...thisOwner(), startTime: "1" }); // Nobody of this pid began then.
  const labels = [`fd012=/no/such/fd012-${process.pid}/case-1`, `fd012.owner=${ended}`];
  ctr("containers", "create", ...labels.flatMap((label) => ["--label", label]), image, id);
  const { code, stdout } = await fd012(t, "clean");
  t.equal(code, 0);
  t.match(stdout, new RegExp(`^removed containerd container ${id}$`, "m"));
  t.notMatch(ctr("containers", "ls", "--quiet"), id);
  t.notMatch(ctr("snapshots", "ls"), id);
});

t.test("an image store that is full ends the cases as errors, and leaves nothing", needed, async (t) => {
  const containerd = await privateContainerd(t, { megabytes: 64 });
  const place = new Place(t);
  place.environment.CONTAINERD_ADDRESS = containerd.socket;
  const out = join(place.directory, "report");
  const words = ["exit-status/code/7", "--strategy", "shim-pipe", "--runtime", "containerd", "--out", out];
  const { code } = await place.run(t, "run", ...words);
  t.equal(code, 1);
  t.match((await readRun(out)).cases, [
    { verdict: "error", reason: /^containerd could not take the image \S+: .*no space left on device/ },
  ]);
  t.same(remains(place.temporary, []), []);
});

t.test("a containerd that is killed ends its own cases, and leaves no process", needed, async (t) => {
  const containerd = await privateContainerd(t);
  const place = new Place(t);
  place.environment.CONTAINERD_ADDRESS = containerd.socket;
  const out = join(place.directory, "report");
  const words = ["run", "exit-status", "bytes", "--strategy", "shim-pipe", "--out", out, "--reporter", "tap"];
  const { child, ended } = place.start(t, ...words, "--runtime", "containerd", "--runtime", "unshare");
  await firstResult(child);
  await containerd.kill();
  t.equal((await ended).code, 1);
  const bad = (await readRun(out)).cases.filter(isTrouble);
  t.ok(bad.length > 0);
  t.same(
    [...new Set(bad.map(({ runtime }) => runtime))],
    ["containerd"],
    "the other runtime's are not touched",
  );
  t.same(
    bad.filter(({ reason }) => !/containerd/.test(reason ?? "")).map(({ reason }) => reason),
    [],
  );
  t.same(remains(place.temporary, []), []);
});
