import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { observeWiring } from "../../lib/observe/wiring.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const O_PATH = 0o10000000;

/** A child that holds exactly these descriptors and does nothing. */
async function holderOf(t: Test, ...fds: (number | "ignore" | "pipe")[]): Promise<number> {
  const child = spawn("sh", ["-c", "kill -STOP $$"], { stdio: fds });
  t.teardown(() => child.kill("SIGKILL"));
  const isStopped = () => /^State:\tT/m.test(readFileSync(`/proc/${child.pid}/status`, "utf8"));
  await eventually("the stop of the child", isStopped);
  return child.pid as number;
}

function opened(t: Test, path: string, flags: string | number): number {
  const fd = openSync(path, flags);
  t.teardown(() => closeSync(fd));
  return fd;
}

t.test("the null device, a file for appending and a file for both are told apart", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  const [append, both] = [opened(t, path, "a"), opened(t, path, "r+")];
  const { streams } = observeWiring(await holderOf(t, "ignore", append, both));
  const { dev, ino } = statSync(path);
  const file = { kind: "file", target: path, nonblock: false, identity: `${dev}:${ino}` };
  t.match(streams, [
    { fd: 0, kind: "null", target: "/dev/null", append: false },
    { fd: 1, ...file, access: "write", append: true },
    { fd: 2, ...file, access: "read-write", append: false },
  ]);
});

t.test("a pipe is told from node's socketpairs, and its ends by their access", async (t) => {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const pipe = await maker.make();
  t.teardown(() => [pipe.read, pipe.write].forEach(closeSync));
  const { streams } = observeWiring(await holderOf(t, pipe.read, pipe.write, "pipe"));
  const target = `pipe:[${pipe.inode}]`;
  t.match(streams, [
    { kind: "pipe", target, identity: target, access: "read" },
    { kind: "pipe", target, identity: target, access: "write" },
    { kind: "socket", target: /^socket:\[\d+\]$/, access: "read-write" },
  ]);
});

t.test("a closed descriptor is told as closed", async (t) => {
  const child = spawn("sh", ["-c", "exec 2>&-; echo ready; read -r _"], { stdio: ["pipe", "pipe", "pipe"] });
  t.teardown(() => child.kill("SIGKILL"));
  await within(once(child.stdout, "data"), 5_000, "the start of the child");
  const { streams } = observeWiring(child.pid as number);
  t.same(
    streams.map(({ kind }) => kind),
    ["socket", "socket", "closed"],
  );
  t.match(streams[2], { fd: 2, target: "", access: null, append: null, nonblock: null, identity: null });
});

t.test("a file that was deleted is still the file that it was", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  const fd = opened(t, path, "a");
  const { dev, ino } = statSync(path);
  unlinkSync(path);
  const { streams } = observeWiring(await holderOf(t, "ignore", fd));
  t.match(streams[1], { kind: "file", target: `${path} (deleted)`, identity: `${dev}:${ino}` });
});

t.test("what stands above fd 2 is listed in order, whatever it is", async (t) => {
  const directory = temporaryDirectory(t);
  const fds = [opened(t, directory, O_PATH), opened(t, "/dev/zero", "r"), opened(t, "/dev/null", "w")];
  const { above } = observeWiring(await holderOf(t, "ignore", "ignore", "ignore", ...fds));
  t.match(above, [
    { fd: 3, kind: "directory", target: directory, access: "path" },
    { fd: 4, kind: "device", target: "/dev/zero", access: "read" },
    { fd: 5, kind: "null", access: "write" },
  ]);
});

t.test("objects without a file are anonymous", async (t) => {
  const { above } = observeWiring(process.pid);
  t.match(
    above.find(({ target }) => target === "anon_inode:[eventpoll]"),
    { kind: "anonymous", identity: null },
  );
});

t.test("a process that is not there cannot be looked at", async (t) => {
  t.throws(() => observeWiring(2 ** 22 + 1), { code: "ENOENT" });
});
