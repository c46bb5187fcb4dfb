import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../../lib/host/deadline.ts";
import { ask } from "../../../lib/runtimes/docker/http.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

async function daemon(t: Test, listener: RequestListener): Promise<string> {
  const path = join(temporaryDirectory(t), "docker.sock");
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => server.close());
  return path;
}

t.test("the body of an answer comes as it is", async (t) => {
  const body = Buffer.from([1, 0, 0, 0, 0, 0, 0, 1, 255]);
  const socket = await daemon(t, (asked, answer) => {
    t.match(asked, { method: "GET", url: "/containers/1/logs" });
    answer.end(body);
  });
  t.same(await ask("GET", socket, "/containers/1/logs"), body);
});

t.test("what the daemon refuses is told in its words", async (t) => {
  const socket = await daemon(t, (_, answer) => answer.writeHead(501).end('{"message":"no logs"}'));
  await t.rejects(ask("GET", socket, "/"), { message: 'docker answers 501: {"message":"no logs"}' });
});

t.test("a daemon that dies in the middle of an answer is noticed", async (t) => {
  const socket = await daemon(t, (_, answer) => {
    answer.writeHead(200).flushHeaders();
    setImmediate(() => answer.destroy());
  });
  await t.rejects(within(ask("POST", socket, "/containers/1/wait"), 5_000, "the end of the wait"), {
    message: "the docker daemon broke off its answer",
  });
});

t.test("nobody there is an error too", async (t) => {
  await t.rejects(ask("GET", "/no/such.sock", "/"), { code: "ENOENT" });
});
