import "../../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Channel } from "../../../lib/control/channel.ts";
import { ControlDirectory } from "../../../lib/control/control-directory.ts";
import type { Step } from "../../../lib/control/steps.ts";
import { packageRoot } from "../../../lib/package-root.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

const program = join(packageRoot, "images/node/workloads/actor.cjs");

/** An actor as a child of the test, whose stdout is a file. */
async function acting(t: Test, name: "" | `exec-${number}` = "") {
  const directory = temporaryDirectory(t);
  const control = new ControlDirectory(join(directory, "control"));
  t.teardown(() => control.close());
  const channel = name === "" ? control.main : control.channel(name);
  const log = join(directory, "log");
  const fd = openSync(log, "a");
  const child = spawn(process.execPath, [program, ...(name && [name])], {
    stdio: ["ignore", fd, "ignore"],
    env: { FD012_CONTROL: control.path, PATH: process.env.PATH },
  });
  closeSync(fd);
  t.teardown(() => child.kill("SIGKILL"));
  await channel.wait("waiting", 10_000);
  return { control, channel, child, log, directory };
}

const did = (channel: Channel, step: Step) => channel.do(step, 10_000);

t.test("it does each step, and answers with its errno, its value and its time", async (t) => {
  const { channel, directory } = await acting(t);
  const file = join(directory, "a file with %, ü and spaces");
  writeFileSync(file, "twelve bytes");
  const { value: fd } = await did(channel, { do: "open", path: file, how: "read" });
  t.type(fd, "number");
  t.match(await did(channel, { do: "read", fd: Number(fd), bytes: 100 }), { errno: 0, value: 12 });
  t.match(await did(channel, { do: "stat", fd: Number(fd) }), { errno: 0, value: { size: 12, nlink: 1 } });
  t.match(await did(channel, { do: "readlink", path: `/proc/self/fd/${fd}` }), { errno: 0, value: file });
  t.match(await did(channel, { do: "isatty", fd: Number(fd) }), { errno: 0, value: false });
  const closed = await did(channel, { do: "close", fd: Number(fd) });
  t.match(closed, { errno: 0 });
  t.ok(closed.milliseconds >= 0 && closed.milliseconds < 10_000);
  t.match(await did(channel, { do: "stat", fd: Number(fd) }), { errno: 9 }, "EBADF");
  t.match(await did(channel, { do: "open", path: join(directory, "none"), how: "read" }), { errno: 2 });
});

t.test("what it writes is its stream's next bytes, and it tells what write(2) took", async (t) => {
  const { channel, log } = await acting(t);
  await did(channel, { do: "write", stream: "stdout", bytes: 100, chunk: 30 });
  await did(channel, { do: "write", stream: "stdout", bytes: 28 });
  t.match(channel.last("wrote"), { streams: { stdout: { acked: 128, tried: 128 } } });
  t.match(readFileSync(log, "utf8"), /^stdout 0000000000 .*\nstdout 0000000001 .*\n$/);
});

t.test("it starts programs on its own fds, and sends signals", async (t) => {
  const { channel, log } = await acting(t);
  const { value: pid } = await did(channel, { do: "spawn", words: ["sh", "-c", "echo spawned; read -r _"] });
  t.type(pid, "number");
  t.match(await did(channel, { do: "signal", pid: Number(pid), name: "SIGKILL" }), { errno: 0 });
  t.match(await did(channel, { do: "spawn", words: ["/no/such/program"] }), { value: -1 });
  t.match(readFileSync(log, "utf8"), /^(spawned\n)?$/);
});

t.test("it leaves when it is told to, with that status, by itself", async (t) => {
  for (const name of ["", "exec-3"] as const) {
    const { channel, child } = await acting(t, name);
    const exit = once(child, "exit");
    await did(channel, { do: "isatty", fd: 1 });
    channel.tell({ do: "exit", code: 7 });
    t.same(await exit, [7, null], name);
  }
});
