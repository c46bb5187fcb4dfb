import "../../fixtures/plain-children.ts";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { helperEnvironment } from "../../../lib/host/helper-process.ts";
import { thisOwner } from "../../../lib/host/owner.ts";
import { containerdStore } from "../../../lib/images/loaded-containerd.ts";
import { cleanPodImages, cleanPods } from "../../../lib/runtimes/cri/clean.ts";
import { pauseOf, privateCri } from "../../../lib/runtimes/cri/daemon.ts";
import { CriLog } from "../../../lib/runtimes/cri/log.ts";
import { PAUSE_REFERENCE } from "../../../lib/runtimes/cri/pause.ts";
import { podConfig } from "../../../lib/runtimes/cri/pod.ts";
import { versionAt, withClient } from "../../../lib/runtimes/cri/sockets.ts";
import { startPrivateDaemon } from "../../../lib/runtimes/private-daemon.ts";
import { runtimeOf } from "../../../lib/runtimes/spec.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";

/** The socket of a containerd that stands in for the machine's. */
async function running(t: Test): Promise<string> {
  const directory = join(tmpdir(), `of-${randomUUID().slice(0, 8)}`);
  const { socket } = await startPrivateDaemon(privateCri(null), directory, null, (close) =>
    t.teardown(close),
  );
  return socket;
}

function givePause(socket: string): Promise<void> {
  const ctr = ["ctr", "--address", socket, "--namespace", "k8s.io"];
  return containerdStore(ctr, helperEnvironment).load({ tar: pauseOf(socket), reference: PAUSE_REFERENCE });
}

const needed = needs("root", "tracefs", "cri", "cc");

t.test("the containerd behind a socket does it too, and keeps its own pods", needed, async (t) => {
  const socket = await running(t);
  t.match(await versionAt(socket), { runtime_name: "containerd", runtime_version: /^v?\d/ });
  t.match(
    await runtimeOf(`cri=${socket}`).detect(plainSpec.namespace),
    { found: false, reason: `${socket} has not got the image of its pods, ${PAUSE_REFERENCE}` },
    "one that would have to ask a registry first is not taken",
  );
  await givePause(socket);
  const cells = await cellsOf(
    t,
    `mine=cri=${socket}`,
    "exit-status/code/7",
    "exec/status/7",
    "--strategy",
    "shim-pipe",
  );
  t.same(failures(cells), {});
  t.match([...cells.values()], [{ runtime: "mine" }, { runtime: "mine" }]);
  const { items } = await withClient(socket, (client) => client.ask("ListPodSandbox"));
  t.same(items, [], "no pod is left");
});

t.test("clean removes the pods of runs that are gone, and no others", needed, async (t) => {
  const socket = await running(t);
  await givePause(socket);
  process.env.CONTAINER_RUNTIME_ENDPOINT = `unix://${socket}`;
  t.teardown(() => {
    delete process.env.CONTAINER_RUNTIME_ENDPOINT;
  });
  const ended = JSON.stringify({ ...thisOwner(), startTime: "1" }); // Nobody of this pid began then.
  const [dead, alive] = [ended, JSON.stringify(thisOwner())].map((owner, index) => {
    const label = `/no/such/fd012-${process.pid}/case-${index}`;
    return podConfig({ ...plainSpec, label, owner }, new CriLog(null), "");
  });
  await withClient(socket, async (client) => {
    for (const config of [dead, alive]) await client.ask("RunPodSandbox", { config });
  });
  const cleaned = await cleanPods((_, owner) => owner === ended);
  t.same(cleaned, { removed: [`CRI pod ${dead?.metadata.name}`], problems: [] });
  t.match(await cleanPods(() => true), { removed: [`CRI pod ${alive?.metadata.name}`] });
  t.match(await cleanPodImages(), { removed: [`CRI image ${PAUSE_REFERENCE}`], problems: [] });
});
