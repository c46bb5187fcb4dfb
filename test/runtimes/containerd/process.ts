import "../../fixtures/plain-children.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import t from "tap";
import { listenerOn } from "../../../lib/runtimes/containerd/process.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";

t.test(
  "of those who listen by one name, each in its own mounts, it is who has our file",
  needs("root"),
  async (t) => {
    const directory = join(temporaryDirectory(t), "run");
    mkdirSync(directory);
    const path = join(directory, "socket");
    const elsewhere = Array.from({ length: 4 }, () => listenElsewhere(directory, path));
    t.teardown(() => elsewhere.map((child) => child.kill("SIGKILL")));
    await Promise.all(elsewhere.map(({ stdout }) => stdout && once(stdout, "data")));
    t.equal(elsewhere.map(({ pid }) => pid).includes(listenerOn(path) ?? 0), false, "none has it");

    const server = createServer().listen(path);
    t.teardown(() => server.close());
    await once(server, "listening");
    t.equal(listenerOn(path), process.pid);
  },
);

function listenElsewhere(directory: string, path: string): ChildProcess {
  const listen = `require("net").createServer().listen(${JSON.stringify(path)}, () => console.log("ready"))`;
  const script = 'mount -t tmpfs tmpfs "$1" && exec "$2" --eval "$3"';
  const words = ["--mount", "--", "sh", "-c", script, "sh", directory, process.execPath, listen];
  return spawn("unshare", words, { stdio: ["ignore", "pipe", "inherit"] });
}
