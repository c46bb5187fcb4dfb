import "../../fixtures/plain-children.ts";
import { createServer } from "node:net";
import { join } from "node:path";
import t from "tap";
import { thisOwner } from "../../../lib/host/owner.ts";
import { loadedReference } from "../../../lib/images/loaded.ts";
import { dockerStore } from "../../../lib/images/loaded-docker.ts";
import { localNodeImage } from "../../../lib/images/node-image.ts";
import { readRun } from "../../../lib/results/read-run.ts";
import { DockerContainer } from "../../../lib/runtimes/docker/container.ts";
import { dockerFamily } from "../../../lib/runtimes/docker/docker.ts";
import { openEngine } from "../../../lib/runtimes/docker/engine.ts";
import { createOptions } from "../../../lib/runtimes/docker/options.ts";
import { shimPipe } from "../../../lib/strategies/shim-pipe.ts";
import { fd012, firstResult, Place } from "../../fixtures/fd012.ts";
import { remains, runsIn } from "../../fixtures/remains.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { failingStart } from "../fixtures/failing-start.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";
import { privateDockerd } from "../fixtures/private-daemon.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "docker");

t.test(
  "PID 1 is safe behind its pipes, and not where the image redirects it into the log",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "docker", "stale-log/exit-after/natural", "wiring/strategy-honoured");
    t.same(failures(cells), {});
    const outcome = (test: string, place: string) => cells.get(`${test} ${place}`)?.outcome;
    t.match(
      outcome("stale-log/exit-after/natural", "redirect stalefs"),
      /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/,
      "docker wait tells what the kernel saw",
    );
    t.equal(outcome("wiring/strategy-honoured", "shim-pipe local"), "exit 0 · lost 0");
    t.equal(outcome("wiring/strategy-honoured", "pty local"), "exit 0 · lost 0");
    t.equal(
      outcome("wiring/strategy-honoured", "null local"),
      "exit 0 · relayed · no log",
      "the pipes are there all the same",
    );
    t.match(
      outcome("stale-log/exit-after/natural", "shim-pipe stalefs"),
      /^exit 0 · lost 0 · undelivered [1-9]\d*$/,
      "a dockerd of the suite's own has its log go stale",
    );
  },
);

t.test("a json-file log that is deleted holds every byte, and docker logs gives none", needed, async (t) => {
  const cells = await cellsOf(t, "docker", "stale-log/local-unlink", "--filesystem", "local");
  t.same(failures(cells), {});
  const cell = cells.get("stale-log/local-unlink shim-pipe local");
  t.match(cell?.outcome, /^exit 0 · lost 0 · undelivered [1-9]\d*$/);
  t.match(cell?.observation?.ledger, [
    { stored: 4608, delivered: 0 },
    { stored: 4608, delivered: 0 },
  ]);
});

t.test("the driver local keeps every byte too, in a file of its own format", needed, async (t) => {
  const words = ["stale-log/local-unlink", "bytes/exact-sizes/65537", "wiring/strategy-honoured"];
  const cells = await cellsOf(t, "docker@local", "--filesystem", "local", ...words);
  t.same(failures(cells), {});
  t.match(
    cells.get("stale-log/local-unlink shim-pipe local")?.outcome,
    /^exit 0 · lost 0 · undelivered [1-9]\d*$/,
  );
  t.equal(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.outcome, "exit 0 · lost 0");
  t.equal(cells.get("wiring/strategy-honoured pty local")?.outcome, "exit 0 · lost 0");
});

t.test(
  "what it reports is what the kernel saw, wherever the workload stands, and every byte arrives",
  needed,
  async (t) => {
    const cells = await cellsOf(
      t,
      "docker",
      "exit-status/code/7",
      "exit-status/signal/*",
      "pid1-abort",
      "bytes/exact-sizes/65537",
    );
    t.same(failures(cells), {});
    t.equal(cells.get("exit-status/signal/SIGTERM shim-pipe local")?.outcome, "signal SIGTERM · lost 0");
    t.equal(
      cells.get("pid1-abort/not-pid1/host-pid-namespace shim-pipe local")?.observation?.evidence.missing,
      null,
    );
    t.match(cells.get("bytes/exact-sizes/65537 shim-pipe local")?.observation?.ledger, [
      { delivered: 65_537 },
      {},
    ]);
  },
);

t.test("a start that fails ends the case at once, with what the daemon said", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, dockerFamily, shimPipe);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /^docker did not start the container .*\/no\/such\/program/);
});

t.test("an engine that is named and does not answer is an error in one sentence", async (t) => {
  const place = new Place(t);
  for (const [host, sentence] of [
    ["unix:///no/such.sock", /DOCKER_HOST names \/no\/such\.sock, and there is no such socket\./],
    ["tcp://192.0.2.1:2375", /is not a socket of this machine/],
  ] as const) {
    place.environment.DOCKER_HOST = host;
    const { code, stderr } = await place.run(t, "run", "--runtime", "docker");
    t.equal(code, 3);
    t.match(stderr, sentence);
    t.equal(stderr.trim().split("\n").length, 1);
  }
  t.same(remains(place.temporary, []), []);
});

t.test("a socket of somebody else's is told in one sentence", async (t) => {
  const place = new Place(t);
  const path = join(place.directory, "other.sock");
  const server = createServer((socket) => void socket.on("error", () => {}).end("rubbish\r\n")).listen(path);
  t.teardown(() => server.close());
  place.environment.DOCKER_HOST = `unix://${path}`;
  const { code, stderr } = await place.run(t, "run", "--runtime", "docker");
  t.equal(code, 3);
  t.match(stderr, `what answers at ${path} is no docker engine: `);
  t.equal(stderr.trim().split("\n").length, 1);
});

t.test("an image store that is full ends the cases as errors, and leaves nothing", needed, async (t) => {
  const dockerd = await privateDockerd(t, { megabytes: 64 });
  const place = new Place(t);
  place.environment.DOCKER_HOST = `unix://${dockerd.socket}`;
  const out = join(place.directory, "report");
  const words = ["run", "exit-status/code/7", "--strategy", "shim-pipe", "--runtime", "docker", "--out", out];
  const { code } = await place.run(t, ...words);
  t.equal(code, 1);
  const { cases } = await readRun(out);
  t.match(cases, [
    { verdict: "error", reason: /^docker could not take the image \S+: .*no space left on device$/ },
  ]);
  t.same(remains(place.temporary, []), []);
});

t.test("an OCI runtime that the daemon does not know is told with those that it knows", needed, async (t) => {
  const { code, stderr } = await fd012(t, "run", "--runtime", "docker+no-such");
  t.equal(code, 3);
  t.match(stderr, /knows no OCI runtime "no-such", only .*runc/);
});

t.test("clean removes the containers of runs that are gone, and of no others", needed, async (t) => {
  const engine = await openEngine();
  const image = await loadedReference(localNodeImage(), dockerStore(engine.docker, engine.socket));
  const manner = { logDriver: { type: "none" }, hasTerminal: false, runtime: null };
  const made = async (label: string, owner = JSON.stringify(thisOwner())) => {
    const container = await DockerContainer.create(
      engine,
      createOptions({ ...plainSpec, label, owner }, image, manner),
    );
    t.teardown(() => container.remove());
    return container.id;
  };
  const alive = new Place(t);
  const run = alive.start(
    t,
    "run",
    "stale-log",
    "exit-status",
    "bytes",
    "--runtime",
    "unshare",
    "--reporter",
    "tap",
  );
  await firstResult(run.child);
  const [directory] = runsIn(alive.temporary);
  const kept = await made(join(alive.temporary, directory as string, "case-900"));
  const ended = JSON.stringify({ ...thisOwner(), startTime: "1" }); // Nobody of this pid began then.
  const dead = await made(`${process.env.TMPDIR}/fd012-${process.pid}/case-1`, ended);
  const { code, stdout } = await fd012(t, "clean");
  t.equal(code, 0);
  t.match(stdout, new RegExp(`^removed docker container fd012-${process.pid}-case-1$`, "m"));
  t.notMatch(stdout, /case-900/);
  await t.rejects(engine.docker.getContainer(dead).inspect(), { message: /no such container/i });
  t.ok(await engine.docker.getContainer(kept).inspect());
  run.child.kill("SIGINT");
  await run.ended;
});

t.test("a daemon that is killed ends its own cases as errors, and leaves no process", needed, async (t) => {
  const dockerd = await privateDockerd(t);
  const place = new Place(t);
  place.environment.DOCKER_HOST = `unix://${dockerd.socket}`;
  const out = join(place.directory, "report");
  const words = ["run", "exit-status", "bytes", "--strategy", "shim-pipe", "--runtime", "docker"];
  const { child, ended } = place.start(
    t,
    ...words,
    "--runtime",
    "unshare",
    "--reporter",
    "tap",
    "--out",
    out,
  );
  await firstResult(child);
  await dockerd.kill();
  t.equal((await ended).code, 1);
  const { cases } = await readRun(out);
  const errors = cases.filter(({ verdict }) => verdict === "error");
  t.ok(errors.length > 0);
  t.same(
    [...new Set(errors.map(({ runtime }) => runtime))],
    ["docker"],
    "the other runtime's cases are not touched",
  );
  t.same(
    errors.filter(({ reason }) => !/ECONN|ENOENT|broke off|socket hang up/.test(reason ?? "")),
    [],
  );
  t.same(remains(place.temporary, []), []);
});
