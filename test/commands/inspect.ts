import "../fixtures/plain-children.ts";
import { unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { containerdFamily } from "../../lib/runtimes/containerd/containerd.ts";
import { dockerFamily } from "../../lib/runtimes/docker/docker.ts";
import { containerName } from "../../lib/runtimes/names.ts";
import type { ContainerSpec } from "../../lib/runtimes/runtime.ts";
import { fd012, Place } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { asNobody } from "../host/fixtures/unprivileged.ts";
import { needs } from "../requirement.ts";
import { launched } from "../runtimes/fixtures/launched.ts";

t.test("what is not there, or not to be looked at, is one sentence", async (t) => {
  for (const target of ["4194305", "2", "web"]) {
    const { code, stderr, stdout } = await fd012(t, "inspect", target);
    t.match({ code, stdout }, { code: 2, stdout: "" }, target);
    t.match(stderr, /^fd012: [^\n]+\n$/);
  }
});

t.test("one target, or all of them, and --log-on with all of them", async (t) => {
  for (const words of [[], ["1", "--all"], ["1", "--log-on", "server:/export"]]) {
    const { code, stderr, stdout } = await fd012(t, "inspect", ...words);
    t.match({ code, stdout }, { code: 2, stdout: "" }, words.join(" "));
    t.match(stderr, /^fd012: [^\n]+\n$/);
  }
});

t.test("the exit codes are in the help", async (t) => {
  const { stdout } = await fd012(t, "inspect", "--help");
  t.match(
    stdout,
    /0 all is safe, 1 at least one is at risk, 5 none is at risk, but of at least one it is not known/,
  );
});

t.test("another user's process is one sentence, and exit 3", needs("root"), async (t) => {
  const place = new Place(t, asNobody, 0o777);
  const { code, stderr, stdout } = await place.run(t, "inspect", String(process.pid));
  t.match({ code, stdout }, { code: 3, stdout: "" });
  t.match(stderr, /^fd012: Process \d+ .*root[^\n]*\n$/);
});

for (const [engine, family, target] of [
  ["docker", dockerFamily, (spec: ContainerSpec) => `docker:${containerName(spec)}`],
  ["containerd", containerdFamily, (spec: ContainerSpec) => `containerd:fd012/${containerName(spec)}`],
] as const)
  t.test(
    `of a container of ${engine} it is told what is true behind a pipe`,
    needs("root", engine),
    async (t) => {
      const { spec } = await launched(t, "wait", "shim-pipe", { family });
      const { code, stdout, stderr } = await fd012(t, "inspect", target(spec), "--json");
      const { streams, program, risks, level } = JSON.parse(stdout);
      // dockerd says where it keeps the log; of a log behind containerd's shim nobody does.
      const expected = engine === "docker" ? { code: 0, level: "safe" } : { code: 5, level: "not known" };
      t.match({ code, level }, expected, stderr);
      t.match(program, { isNode: true, isPid1: true });
      for (const fd of [1, 2]) {
        t.match(streams[fd], { kind: "pipe", access: "write" }, `fd ${fd} is a pipe`);
        t.match(streams[fd].readers, [{ name: /^(containerd-shim|dockerd)/ }], "which the shim reads");
      }
      t.match(
        risks.map(({ shownBy }: { shownBy: string }) => shownBy),
        ["stale-log/keep-writing", "reader/closed", "reader/stopped", "disk/full"],
      );
    },
  );

t.test(
  "a podman container whose log is on a server is at risk, before and after",
  needs("root", "fuse", "podman", "crun"),
  async (t) => {
    const mounted = await stalefs.mount({
      directory: temporaryDirectory(t),
      namespace: await openMountNamespace(),
    });
    t.teardown(() => mounted.unmount());
    const { spec, log } = await launched(t, "wait", "direct-file", { logs: mounted.path });
    const name = containerName(spec);
    const before = await fd012(t, "inspect", `podman:${name}`, "--json");
    t.equal(before.code, 1, before.stderr);
    t.match(JSON.parse(before.stdout), {
      program: { isNode: true, nodeVersion: process.versions.node, isPid1: true },
      streams: [{}, { kind: "file", filesystem: { type: /^fuse/ }, state: "good" }, {}],
    });
    unlinkSync(join(mounted.serverPath, basename(log.stdout)));
    const after = await fd012(t, "inspect", `podman:${name}`);
    t.equal(after.code, 1);
    t.match(after.stdout, /^✘ at risk · podman:.* · hang, died\n/);
    t.match(after.stdout, /STALE/);
    t.match(after.stdout, /the log is stale already: node checks fds 0–2/);
  },
);
