import "../fixtures/plain-children.ts";
import { readFileSync, unlinkSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import t, { type Test } from "tap";
import { stalefs } from "../../lib/filesystems/stalefs.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import type { Machine } from "../../lib/inspect/inspection.ts";
import { machine } from "../../lib/inspect/schema.ts";
import { containerName } from "../../lib/runtimes/names.ts";
import { ociFamily } from "../../lib/runtimes/oci/oci.ts";
import { fd012, Place } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { asNobody } from "../host/fixtures/unprivileged.ts";
import { needs } from "../requirement.ts";
import { launched } from "../runtimes/fixtures/launched.ts";

/** Others may run containers on this machine at the same time: only those that are known are looked for. */
async function all(t: Test, ...words: string[]): Promise<Machine & { code: number | string }> {
  const { code, stdout, stderr } = await fd012(t, "inspect", "--all", "--json", ...words);
  t.equal(stderr, "");
  return { ...machine.parse(JSON.parse(stdout)), code };
}

async function mountedLog(t: Test) {
  const mounted = await stalefs.mount({
    directory: temporaryDirectory(t),
    namespace: await openMountNamespace(),
  });
  t.teardown(() => mounted.unmount());
  return mounted;
}

/** What a mount table calls the file system at a path. */
function sourceAt(path: string): string {
  const line = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .find((one) => one.split(" ")[4] === path);
  return line?.split(" - ")[1]?.split(" ")[1] ?? "";
}

t.test(
  "podman's and nobody's containers are one list, and a file system that goes is asked about",
  needs("root", "fuse", "podman", "crun"),
  async (t) => {
    const mounted = await mountedLog(t);
    const harmed = await launched(t, "wait", "direct-file", { logs: mounted.path });
    const plain = await launched(t, "wait", "redirect", { family: ociFamily, binary: "crun" });
    const name = `podman:${containerName(harmed.spec)}`;
    const pids = [harmed.running.hostPid, plain.running.hostPid];

    const found = await all(t);
    t.equal(found.code, 1, "one is at risk");
    const [onServer, onDisk] = pids.map((pid) => found.containers.find((one) => one.pid === pid));
    t.match(onServer, { target: name, level: "at risk", harms: ["hang", "died"] });
    t.match(onDisk, { level: "safe", harms: [] }, "no engine lists it");
    t.ok(
      found.containers.findIndex(({ pid }) => pid === pids[0]) <
        found.containers.findIndex(({ pid }) => pid === pids[1]),
      "the worst first",
    );
    t.match(
      found.engines.find(({ engine }) => engine === "podman"),
      { problem: null, level: "safe" },
    );

    for (const word of [sourceAt(mounted.path), mounted.path]) {
      const on = await all(t, "--log-on", word);
      t.equal(on.code, 1, word);
      t.ok(on.containers.some(({ target }) => target === name));
      t.notOk(
        on.containers.some(({ pid }) => pid === pids[1]),
        "its log is known to be elsewhere",
      );
      t.ok(on.elsewhere >= 1);
    }

    unlinkSync(join(mounted.serverPath, basename(harmed.log.stdout)));
    const { stdout } = await fd012(t, "inspect", "--all");
    t.match(stdout, /^✘ at risk · \d+ containers?, /);
    const line = stdout.split("\n").find((one) => one.includes(name)) ?? "";
    t.match(line, /^✘ at risk .* node [\d.]+ +hang, died +\S+ \(fuse.*\) STALE/);
  },
);

t.test(
  "a container whose log does not answer holds nobody up, and nothing of it is safe",
  needs("root", "fuse", "podman", "crun"),
  async (t) => {
    const mounted = await mountedLog(t);
    const stalled = await launched(t, "wait", "direct-file", { logs: mounted.path });
    const plain = await launched(t, "wait", "redirect", { family: ociFamily, binary: "crun" });
    for (const path of Object.values(stalled.log)) await mounted.faults?.stall(basename(path));
    t.teardown(async () => {
      for (const path of Object.values(stalled.log)) await mounted.faults?.clear(basename(path));
    });
    const found = await all(t);
    const of = (pid?: number) => found.containers.find((one) => one.pid === pid);
    t.match(of(stalled.running.hostPid), { level: "at risk" });
    t.match(of(plain.running.hostPid), { level: "safe" });
  },
);

t.test("an engine that does not answer is shown, and is not safe", async (t) => {
  const place = new Place(t);
  const socket = join(place.directory, "docker.sock");
  const server = createServer(() => {}).listen(socket);
  t.teardown(() => server.close());
  place.environment.DOCKER_HOST = `unix://${socket}`;
  place.environment.FD012_DEADLINE_FACTOR = "0.1";
  const { code, stdout } = await place.run(t, "inspect", "--all");
  t.not(code, 0);
  t.match(stdout, /^\? docker: cannot be asked, .* within 3 s: docker hangs/m);
});

t.test("a source that nothing is mounted from is one sentence, and finds nobody safe", async (t) => {
  const { code, stderr, stdout } = await fd012(t, "inspect", "--all", "--log-on", "server:/no-such-export");
  t.match({ code, stdout }, { code: 2, stdout: "" });
  t.match(stderr, /^fd012: Nothing is mounted from "server:\/no-such-export"[^\n]+\n$/);
});

t.test("another user's container is a line that says so", needs("root", "crun"), async (t) => {
  const { running } = await launched(t, "wait", "redirect", { family: ociFamily, binary: "crun" });
  const place = new Place(t, asNobody, 0o777);
  const { code, stdout } = await place.run(t, "inspect", "--all", "--json");
  t.equal(code, 5);
  const { containers } = machine.parse(JSON.parse(stdout));
  t.match(
    containers.find(({ pid }) => pid === running.hostPid),
    { level: "not known", problem: /another user's.*root/ },
  );
});
