import "../fixtures/plain-children.ts";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import t, { type Test } from "tap";
import { groupNames } from "../../lib/host/cgroups.ts";
import { cleanUp } from "../../lib/host/clean-up.ts";
import { identify, isAlive, type ProcessIdentity } from "../../lib/host/process.ts";
import { findProgram } from "../../lib/host/programs.ts";
import { privateContainerd } from "../../lib/runtimes/containerd/private-daemon.ts";
import { listenerOn } from "../../lib/runtimes/containerd/process.ts";
import type { Daemon, DaemonKind } from "../../lib/runtimes/daemon.ts";
import { engineAt } from "../../lib/runtimes/docker/engine.ts";
import { privateDockerd, privateDockerdWith } from "../../lib/runtimes/docker/private-daemon.ts";
import { startPrivateDaemon } from "../../lib/runtimes/private-daemon.ts";
import { eventually } from "../fixtures/eventually.ts";
import { remains } from "../fixtures/remains.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { deadOwner, runDirectory } from "../host/fixtures/dead-run.ts";
import { needs } from "../requirement.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

const kinds = [
  [privateDockerd, needs("root", "docker", "runc")],
  [privateContainerd, needs("root", "containerd", "runc")],
] as const;

/** Where a run would have it. */
async function started(t: Test, kind: DaemonKind): Promise<{ run: string; daemon: Daemon }> {
  const run = runDirectory(deadOwner);
  const daemon = await startPrivateDaemon(kind, join(run, "engine"), null, (close) => t.teardown(close));
  return { run, daemon };
}

for (const [kind, needed] of kinds) {
  const { program } = kind;

  t.test(`${program}: killed it is gone, and started anew it takes requests`, needed, async (t) => {
    const { run, daemon } = await started(t, kind);
    const first = daemon.identity;
    t.equal(listenerOn(daemon.socket), first.pid, "the process that is told is the one that listens");
    await daemon.kill();
    t.notOk(isAlive(first));
    t.equal(await kind.answers(daemon.socket), false);
    t.equal(daemon.failure(), null, "the suite has ended it");
    await daemon.restart();
    t.not(daemon.identity.pid, first.pid);
    t.equal(await kind.answers(daemon.socket), true);
    await daemon.close();
    await daemon.close();
    t.notOk(isAlive(daemon.identity));
    t.notOk(existsSync(join(run, "engine")));
    t.same(groupNames(`${basename(run)}-`), []);
  });

  t.test(`${program}: stopped it waits, and is ended all the same`, needed, async (t) => {
    const { daemon } = await started(t, kind);
    daemon.stop();
    await eventually("it waits", () => stateOf(daemon.identity) === "T");
    daemon.resume();
    await eventually("it goes on", () => stateOf(daemon.identity) !== "T");
    daemon.stop();
    await daemon.close();
    t.notOk(isAlive(daemon.identity));
  });

  t.test(`${program}: one that ends by itself is told`, needed, async (t) => {
    const { daemon } = await started(t, kind);
    t.equal(daemon.failure(), null);
    process.kill(daemon.identity.pid, "SIGKILL");
    await eventually("its end is told", () => daemon.failure() !== null);
    t.match(daemon.failure(), `the suite's own ${program} has ended by itself, with SIGKILL: `);
    await t.resolves(daemon.close());
  });

  t.test(`${program}: clean takes that of a run that was killed`, needed, async (t) => {
    const { run, daemon } = await started(t, kind);
    const { removed, problems } = await cleanUp();
    t.same(problems, []);
    t.ok(removed.includes(`process ${daemon.identity.pid} (${program})`), removed.join(", "));
    t.notOk(isAlive(daemon.identity) || existsSync(run));
    t.same(remains(process.env.TMPDIR as string, []), []);
  });

  t.test(`${program}: the machine's own is neither seen nor touched`, needed, async (t) => {
    const before = machines();
    const { daemon } = await started(t, kind);
    await daemon.kill();
    await daemon.restart();
    await daemon.close();
    t.ok(before.length > 0);
    for (const one of before) t.ok(isAlive(one));
  });
}

t.test("dockerd: one more OCI runtime is known to it", needs("root", "docker", "crun"), async (t) => {
  const path = findProgram("crun") as string;
  const { daemon } = await started(t, privateDockerdWith("mine", path));
  t.match((await engineAt(daemon.socket)).runtimes, { mine: path, runc: String });
});

t.test(
  "a daemon that cannot start is told with its last word, and leaves nothing",
  needs("root"),
  async (t) => {
    const directory = join(runDirectory(deadOwner), "engine");
    const closes: (() => Promise<void>)[] = [];
    const broken: DaemonKind = {
      program: "sh",
      pidFiles: [],
      words: () => ["-c", "echo no room >&2; exit 7"],
      prepare: () => {},
      answers: async () => false,
    };
    await t.rejects(
      startPrivateDaemon(broken, directory, null, (close) => closes.push(close)),
      { code: "DAEMON", message: "the suite's own sh has ended by itself, with 7: no room." },
    );
    for (const close of closes) await close();
    t.notOk(existsSync(directory));
  },
);

function machines(): ProcessIdentity[] {
  const sockets = ["/var/run/docker.sock", "/run/containerd/containerd.sock"];
  return sockets.map((socket) => identify(listenerOn(socket) ?? 0)).filter((found) => found !== null);
}

function stateOf({ pid }: ProcessIdentity): string | undefined {
  return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
}
