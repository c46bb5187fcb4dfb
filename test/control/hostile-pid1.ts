import "../fixtures/plain-children.ts";
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { deleteOnServer } from "../../lib/faults/table.ts";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { CaseLog } from "../../lib/log/case-log.ts";
import { bwrapFamily } from "../../lib/runtimes/bwrap.ts";
import { containerdFamily } from "../../lib/runtimes/containerd/containerd.ts";
import { dockerFamily } from "../../lib/runtimes/docker/docker.ts";
import type { RuntimeFamily } from "../../lib/runtimes/family.ts";
import { lxcFamily } from "../../lib/runtimes/lxc/lxc.ts";
import { nspawnFamily } from "../../lib/runtimes/nspawn.ts";
import { ociFamily } from "../../lib/runtimes/oci/oci.ts";
import { podmanFamily } from "../../lib/runtimes/podman/podman.ts";
import { unshareFamily } from "../../lib/runtimes/unshare/unshare.ts";
import { stdio } from "../case/fixtures/stdio.ts";
import { inflictOn } from "../faults/fixtures/inflict-on.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { launched } from "../runtimes/fixtures/launched.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

/** A program of the test's as PID 1, in a directory that is its volume. */
async function pid1(t: Test, driver: Driver, volume: string, [program, ...words]: [string, ...string[]]) {
  copyFileSync(join(import.meta.dirname, "fixtures", program), join(volume, program));
  const mounts = [{ source: volume, target: "/log" }];
  const own = { mounts, args: [`/log/${program}`, ...words], ...driver };
  return launched(t, "wait", driver.strategy ?? "direct-file", own);
}

interface Driver {
  readonly family: RuntimeFamily;
  readonly binary?: string;
  readonly variant?: string;
  readonly strategy?: string;
}

const drivers: [string, Parameters<typeof needs>[0] | null, Driver][] = [
  ["unshare", null, { family: unshareFamily }],
  ["runc", "runc", { family: ociFamily, binary: "runc" }],
  ["crun", "crun", { family: ociFamily, binary: "crun" }],
  ["crun, detached", "crun", { family: ociFamily, binary: "crun", variant: "detached" }],
  ["runsc", "runsc", { family: ociFamily, binary: "runsc" }],
  ["bwrap", "bwrap", { family: bwrapFamily }],
  ["nspawn", "nspawn", { family: nspawnFamily }],
  ["lxc", "lxc", { family: lxcFamily }],
  ["podman", "podman", { family: podmanFamily }],
  ["docker", "docker", { family: dockerFamily, strategy: "null" }],
  ["containerd", "containerd", { family: containerdFamily, strategy: "null" }],
];

for (const [name, program, driver] of drivers)
  t.test(`PID 1 can append to one file, and do nothing else: ${name}`, need(program), async (t) => {
    const { control } = await pid1(t, driver, temporaryDirectory(t), ["probe.cjs"]);
    const answers = control.main.last("answered")?.answers ?? {};
    t.same(Object.keys(answers).length, 6, JSON.stringify(answers));
    t.same(
      Object.entries(answers).filter(([, answer]) => answer === "ok"),
      [],
    );
    t.same(readdirSync(control.path), ["events"]);
    t.equal(control.tampered, null);
    control.main.go();
    t.equal(control.tampered, null);
  });

const TRIES = 100;
const here: MountNamespace = { enter: [], reach: (path) => path, close: async () => {} };

for (const [name, program, driver] of drivers.filter(([name]) => ["unshare", "crun"].includes(name)))
  t.test(
    `${TRIES} times PID 1 plants links as it likes, and no file of the host changes: ${name}`,
    need(program),
    async (t) => {
      const victims = temporaryDirectory(t);
      const [file, directory] = [join(victims, "file"), join(victims, "directory")];
      mkdirSync(directory);
      for (const path of [file, join(directory, "inner")]) writeFileSync(path, "precious");
      const state = () =>
        [file, directory, join(directory, "inner")].map((path) => {
          const { ino, mode, uid, size, mtimeMs, ctimeMs, nlink } = lstatSync(path);
          return [ino, mode, uid, size, mtimeMs, ctimeMs, nlink];
        });
      const before = state();
      for (let n = 0; n < TRIES; n++)
        await t.test(`try ${n}`, (t) => attempt(t, driver, [file, directory, join(victims, "none")]));
      t.same(state(), before);
      t.equal(readFileSync(file, "utf8"), "precious");
      t.same(readdirSync(victims).sort(), ["directory", "file"]);
      t.same(readdirSync(directory), ["inner"]);
    },
  );

/** All that the suite does where a container could write, while that does its worst. */
async function attempt(t: Test, driver: Driver, victims: readonly string[]): Promise<void> {
  const top = temporaryDirectory(t);
  const volume = join(top, "case");
  const mounted = { path: top, serverPath: top, forgetsDeleted: true, unmount: async () => {} };
  const log = new CaseLog(mounted, here, "case", temporaryDirectory(t));
  log.create();
  const { control, running } = await pid1(t, driver, volume, ["hostile.cjs", ...victims]);
  const mayFail = (act: () => unknown) => {
    try {
      act();
    } catch {
      // PID 1 was quicker: what matters is where it led.
    }
  };
  mayFail(() => log.adopt(stdio({ log: { framings: ["raw"], file: () => log.paths.stdout } })));
  control.main.go();
  for (const stream of ["stdout", "stderr"] as const)
    await inflictOn(log, deleteOnServer(stream)).catch(() => {}); // PID 1 was quicker.
  t.type(control.main.last("ready"), "object");
  t.doesNotThrow(() => control.tampered);
  mayFail(() => log.remove()); // PID 1 still lives.
  await running.kill();
  log.remove();
  t.notOk(lstatSync(volume, { throwIfNoEntry: false }));
}

function need(program: Parameters<typeof needs>[0] | null) {
  return program === null ? needs("root") : needs("root", program);
}
