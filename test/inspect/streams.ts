import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { inspectStreams } from "../../lib/inspect/streams.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

function holder(
  t: { teardown(act: () => unknown): void },
  stdio: Parameters<typeof spawn>[2]["stdio"],
): number {
  const child = spawn("sleep", ["60"], { stdio });
  t.teardown(() => child.kill("SIGKILL"));
  return child.pid as number;
}

t.test("files, null and closed descriptors are told apart, and a deleted file is known", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  const fd = openSync(path, "a");
  const pid = holder(t, ["ignore", fd, fd]);
  t.match(await inspectStreams(pid), [
    { fd: 0, kind: "null", filesystem: null, state: null },
    {
      fd: 1,
      kind: "file",
      target: path,
      append: true,
      access: "write",
      state: "good",
      filesystem: { type: /./ },
    },
    { fd: 2, kind: "file" },
  ]);
  unlinkSync(path);
  t.match((await inspectStreams(pid))[1], { state: "deleted", target: /\(deleted\)$/ });
});

t.test("of a pipe, its readers and its fill", needs("perl"), async (t) => {
  const path = join(temporaryDirectory(t), "pid");
  // It tells of itself by a descriptor that it has anyway: a shell that redirects has another fd 1 meanwhile.
  const writer = `echo $$ >${path}; printf 12345; exec perl -e "syswrite STDERR, q(x); sleep 60"`;
  const shell = spawn("sh", ["-c", `sh -c '${writer}' | sleep 60`], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  t.teardown(() => process.kill(-(shell.pid as number), "SIGKILL"));
  await once(shell.stderr, "data");
  const [, stdout] = await inspectStreams(Number(readFileSync(path, "utf8")));
  t.match(stdout, {
    kind: "pipe",
    readers: [{ name: /^(sh|sleep)$/ }],
    fill: { bytes: 5, capacity: 65_536 },
  });
});

t.test("a file that its server has forgotten is stale", needs("root", "fuse"), async (t) => {
  const mounted = await stalefs.mount({
    directory: temporaryDirectory(t),
    namespace: await openMountNamespace(),
  });
  t.teardown(() => mounted.unmount());
  const fd = openSync(join(mounted.path, "log"), "a");
  const pid = holder(t, ["ignore", fd, "ignore"]);
  t.match((await inspectStreams(pid))[1], { state: "good", filesystem: { type: /^fuse/ } });
  unlinkSync(join(mounted.serverPath, "log"));
  t.match((await inspectStreams(pid))[1], { state: "stale", kind: "file" });
});
