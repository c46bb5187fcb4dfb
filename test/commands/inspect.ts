import "../fixtures/plain-children.ts";
import { unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { containerName } from "../../lib/runtimes/names.ts";
import { fd012 } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { launched } from "../runtimes/fixtures/launched-podman.ts";

t.test("what is not there, or not to be looked at, is one sentence", async (t) => {
  for (const target of ["4194305", "2", "web"]) {
    const { code, stderr, stdout } = await fd012(t, "inspect", target);
    t.match({ code, stdout }, { code: 2, stdout: "" }, target);
    t.match(stderr, /^fd012: [^\n]+\n$/);
  }
});

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
    t.match(after.stdout, /^✘ at risk · podman:.*\n/);
    t.match(after.stdout, /STALE/);
    t.match(after.stdout, /it is stale already: node looks at fds 0–2/);
  },
);
