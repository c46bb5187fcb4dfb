import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import t from "tap";
import { knock, namedEndpoint, usualSockets } from "../../../lib/runtimes/docker/endpoint.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

function configuration(t: Parameters<typeof temporaryDirectory>[0], current?: string): string {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, "config.json"), JSON.stringify({ currentContext: current }));
  const meta = join(directory, "contexts/meta", createHash("sha256").update("mine").digest("hex"));
  mkdirSync(meta, { recursive: true });
  const endpoints = { docker: { Host: "unix:///mine.sock" } };
  writeFileSync(join(meta, "meta.json"), JSON.stringify({ Name: "mine", Endpoints: endpoints }));
  return directory;
}

t.test("DOCKER_HOST comes before contexts, DOCKER_CONTEXT before the current one", async (t) => {
  const DOCKER_CONFIG = configuration(t, "other");
  const both = { DOCKER_CONFIG, DOCKER_CONTEXT: "mine" };
  t.match(namedEndpoint({ ...both, DOCKER_HOST: "unix:///host.sock" }), {
    host: "unix:///host.sock",
    by: "DOCKER_HOST",
  });
  t.match(namedEndpoint(both), { host: "unix:///mine.sock", by: 'the docker context "mine"' });
  t.match(namedEndpoint({ DOCKER_CONFIG: configuration(t, "mine") }), { host: "unix:///mine.sock" });
});

t.test("a context that is not there names no engine, and is not passed over", async (t) => {
  t.match(namedEndpoint({ DOCKER_CONFIG: configuration(t, "gone") }), {
    host: "",
    by: 'the docker context "gone"',
  });
});

t.test("nothing is named by the default context, nor by no configuration", async (t) => {
  t.equal(namedEndpoint({ DOCKER_CONFIG: configuration(t, "default") }), null);
  t.equal(namedEndpoint({ DOCKER_CONFIG: configuration(t) }), null);
  t.equal(namedEndpoint({ DOCKER_CONFIG: "/no/such/directory" }), null);
});

t.test("a user's own sockets are looked for too", async (t) => {
  const XDG_RUNTIME_DIR = temporaryDirectory(t);
  writeFileSync(join(XDG_RUNTIME_DIR, "docker.sock"), "");
  t.ok(usualSockets({ XDG_RUNTIME_DIR }).includes(join(XDG_RUNTIME_DIR, "docker.sock")));
});

t.test("knocking tells who lets in and why not", async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, "engine.sock");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.equal(await knock(path), null);
  await new Promise((resolve) => server.close(resolve));
  t.equal(await knock(path), "there is no such socket");
  writeFileSync(path, "");
  t.match(await knock(path), /nobody listens there|it is not a socket/);
});
