import { createServer } from "node:http";
import { join } from "node:path";
import Dockerode from "dockerode";
import t, { type Test } from "tap";
import { within } from "../../../lib/host/deadline.ts";
import { dockerStore } from "../../../lib/images/loaded-docker.ts";
import { cleanContainers, cleanImages } from "../../../lib/runtimes/docker/clean.ts";
import { DockerContainer } from "../../../lib/runtimes/docker/container.ts";
import type { Engine } from "../../../lib/runtimes/docker/engine.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { notAborted } from "../../fixtures/not-aborted.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

t.before(() => {
  process.env.FD012_DEADLINE_FACTOR = "0.01";
});

/** A daemon that answers only what stands there, and never the rest. */
async function stuckDaemon(t: Test, answers: Record<string, [status: number, body: unknown]> = {}) {
  const socket = join(temporaryDirectory(t), "docker.sock");
  const asked: string[] = [];
  let open = 0;
  const server = createServer(({ method, url = "" }, answer) => {
    const line = `${method} ${url.split("?")[0]}`;
    asked.push(line);
    const known = answers[line];
    if (known) return void answer.writeHead(known[0]).end(JSON.stringify(known[1]));
    open++;
    answer.once("close", () => open--);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => server.close());
  const docker = new Dockerode({ socketPath: socket });
  return { engine: { docker, socket } as unknown as Engine, socket, asked, open: () => open };
}

const late = { code: "DEADLINE" };

/** It ends, by an error or not, and no request is left that would keep this process from ending. */
async function endsWithout(t: Test, what: string, daemon: { open(): number }, act: Promise<unknown>) {
  const error = await within(
    act.then(() => null).catch((error) => error),
    8_000,
    what,
  );
  await eventually("the end of the request", () => daemon.open() === 0, 2_000).catch(() => {});
  t.equal(daemon.open(), 0, `${what}: no request is left`);
  return error;
}

t.test("clean-up does not wait for ever for a daemon that is stuck", async (t) => {
  const stuck = await stuckDaemon(t);
  t.match(
    await endsWithout(
      t,
      "docker ps",
      stuck,
      cleanContainers(stuck.engine, () => true),
    ),
    late,
  );
  t.match(await endsWithout(t, "docker images", stuck, cleanImages(stuck.engine)), late);
  const half = await stuckDaemon(t, {
    "GET /containers/json": [200, [{ Id: "1", Names: ["/dead"], Labels: { fd012: "/tmp/fd012-old/case" } }]],
    "GET /images/json": [200, [{ RepoTags: ["localhost/fd012/a:b"] }]],
  });
  for (const [what, cleaned] of [
    ["docker container dead", cleanContainers(half.engine, () => true)],
    ["docker image localhost/fd012/a:b", cleanImages(half.engine)],
  ] as const)
    t.equal(
      await endsWithout(
        t,
        what,
        half,
        cleaned.then(({ problems }) => t.match(problems[0], what)),
      ),
      null,
    );
});

t.test("nor does a look for an image; one that is not there is loaded", async (t) => {
  const stuck = await stuckDaemon(t, {
    "GET /images/localhost/fd012/none:1/json": [404, { message: "no such image" }],
    "GET /images/localhost/fd012/there:1/json": [200, {}],
  });
  const store = dockerStore(stuck.engine.docker, stuck.socket);
  t.match(await endsWithout(t, "docker image inspect", stuck, store.has("localhost/fd012/stuck:1")), late);
  t.equal(await store.has("localhost/fd012/none:1"), false);
  t.equal(await store.has("localhost/fd012/there:1"), true);
});

t.test("nor does a container: its signals, its end, its removal", async (t) => {
  const stuck = await stuckDaemon(t, { "POST /containers/create": [201, { Id: "abc" }] });
  const container = await DockerContainer.create(stuck.engine, { name: "fd012-x-case" });
  t.match(await endsWithout(t, "docker kill", stuck, container.signal("SIGTERM")), late);
  t.match(await endsWithout(t, "docker kill", stuck, container.kill()), late);
  const start = container.start({ label: "/l", control: "/c", place: "pid1" } as never, false, notAborted);
  t.match(await start.catch((error) => error), { hangs: true });
  const left = await endsWithout(t, "docker rm", stuck, container.remove());
  t.match(left, { code: "LEFT_BEHIND", message: /the container fd012-x-case is left/ });
});

t.test("a container whose creation is not answered in time is removed by its name", async (t) => {
  const removal = "DELETE /containers/fd012-x-case";
  for (const [answer, message] of [
    [[204, {}], /^docker create did not happen within 0.6 s$/],
    [
      [500, { message: "no" }],
      /^docker create did not .*; left behind: .*the container fd012-x-case is left/,
    ],
  ] as const) {
    const stuck = await stuckDaemon(t, { [removal]: [...answer] as [number, unknown] });
    const created = DockerContainer.create(stuck.engine, { name: "fd012-x-case" });
    t.match(await endsWithout(t, "docker create", stuck, created), { ...late, message });
    t.same(stuck.asked, ["POST /containers/create", removal]);
  }
});
