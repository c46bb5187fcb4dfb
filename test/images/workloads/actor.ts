import "../../fixtures/plain-children.ts";
import { once } from "node:events";
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t from "tap";
import { openDescriptor } from "../../../lib/observe/descriptor.ts";
import { wiringInside } from "../../../lib/observe/own-view.ts";
import { observeWiring } from "../../../lib/observe/wiring.ts";
import { startTerminal, WINDOW } from "../../../lib/strategies/far-terminal.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { here } from "../../strategies/fixtures/opened.ts";
import { acting, actors, actorsInC, did } from "./fixtures/acting.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

/** 1 to 31; two above them are glibc's own, whose posix_spawn(3) has them ignored. */
const STANDARD_SIGNALS = 0x7fffffffn;

for (const { language, needed, command } of actors) {
  t.test(
    `${language}: it does each step, and answers with its errno, its value and its time`,
    needed,
    async (t) => {
      const { channel, child, directory } = await acting(t, command);
      const file = join(directory, 'a file with %, ü, "quotes"\\, \n and spaces');
      writeFileSync(file, "twelve bytes");
      const { value: fd } = await did(channel, { do: "open", path: file, how: "read" });
      t.type(fd, "number");
      t.match(await did(channel, { do: "read", fd: Number(fd), bytes: 100 }), { errno: 0, value: 12 });
      t.match(await did(channel, { do: "read", fd: Number(fd), bytes: 100 }), { errno: 0, value: 0 });
      const mode = constants.S_IFREG | (0o666 & ~process.umask());
      t.match(await did(channel, { do: "stat", fd: Number(fd) }), {
        errno: 0,
        value: { size: 12, nlink: 1, mode },
      });
      t.match(await did(channel, { do: "readlink", path: `/proc/self/fd/${fd}` }), { errno: 0, value: file });
      t.match(await did(channel, { do: "isatty", fd: Number(fd) }), { errno: 0, value: false });
      const closed = await did(channel, { do: "close", fd: Number(fd) });
      t.match(closed, { errno: 0, value: undefined });
      t.ok(closed.milliseconds >= 0 && closed.milliseconds < 10_000);
      t.match(await did(channel, { do: "stat", fd: Number(fd) }), { errno: 9 }, "EBADF");
      t.match(await did(channel, { do: "close", fd: Number(fd) }), { errno: 9 });
      t.match(await did(channel, { do: "isatty", fd: Number(fd) }), { errno: 0, value: false });
      const none = join(directory, "none");
      for (const how of ["read", "write"] as const)
        t.match(await did(channel, { do: "open", path: none, how }), { errno: 2 }, "ENOENT");
      t.match(await did(channel, { do: "readlink", path: none }), { errno: 2 });
      t.match(await did(channel, { do: "open", path: none, how: "append" }), { errno: 0 });
      t.match(await did(channel, { do: "readlink", path: none }), { errno: 22 }, "EINVAL");
      const now = await did(channel, { do: "open", path: file, how: "read-at-once" });
      t.match(openDescriptor(child.pid as number, Number(now.value)), { access: "read", nonblock: true });
      t.match(await did(channel, { do: "open", path: file, how: "truncate" }), { errno: 0 });
      t.equal(readFileSync(file, "utf8"), "", "it is empty now");
      const long = join(directory, "long");
      symlinkSync("\u0001".repeat(4_095), long);
      t.match(await did(channel, { do: "readlink", path: long }), { value: "\u0001".repeat(4_095) });
    },
  );

  t.test(`${language}: what can be no step is answered too`, needed, async (t) => {
    const { channel } = await acting(t, command);
    const signal = await did(channel, { do: "signal", pid: 0, name: "SIGNONE" as NodeJS.Signals });
    t.match(signal, { errno: 4095 });
    t.match(await did(channel, { do: "readlink", path: "a\0b" }), { errno: 4095 });
  });

  t.test(`${language}: it tells how it sees its descriptors, as the host sees them`, needed, async (t) => {
    const { channel, child } = await acting(t, command, { name: "exec-1" });
    const ready = channel.last("ready");
    t.match(ready, { pid: child.pid, architecture: process.arch });
    const [inside, outside] = [wiringInside(ready), observeWiring(child.pid as number)];
    t.match(inside?.streams, [{ kind: "null" }, { kind: "file" }, { kind: "null" }]);
    t.same(
      inside?.streams.map(({ target, access, append }) => ({ target, access, append })),
      outside.streams.map(({ target, access, append }) => ({ target, access, append })),
    );
  });

  t.test(`${language}: it starts programs on its own fds, and sends signals`, needed, async (t) => {
    const { channel, log, child } = await acting(t, command);
    const { value: pid } = await did(channel, {
      do: "spawn",
      words: ["sh", "-c", "echo spawned; exec sleep 60"],
    });
    t.type(pid, "number");
    await eventually("its word", () => readFileSync(log, "utf8") === "spawned\n");
    const ignored = /^SigIgn:\s+(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    t.equal(BigInt(`0x${ignored}`) & STANDARD_SIGNALS, 0n, `it ignores none: ${ignored}`);
    t.match(await did(channel, { do: "signal", pid: Number(pid), name: "SIGKILL" }), { errno: 0 });
    await eventually("its end, of which no zombie stays", () => !existsSync(`/proc/${pid}`));
    t.match(await did(channel, { do: "signal", pid: Number(pid), name: "SIGTERM" }), { errno: 3 }, "ESRCH");
    t.match(await did(channel, { do: "spawn", words: ["/no/such/program"] }), { value: -1 });
    const end = once(child, "exit");
    channel.tell({ do: "signal", pid: 0, name: "SIGTERM" });
    t.same(await end, [null, "SIGTERM"], "0 is itself");
  });

  t.test(`${language}: a child that it forks keeps its fds until it is let go`, needed, async (t) => {
    const { channel, child } = await acting(t, command);
    const { value } = await did(channel, { do: "fork" });
    if (language === "in node") return void t.equal(value, undefined, "node cannot fork");
    const ofChild = () => readlinkSync(`/proc/${value}/fd/1`);
    t.equal(ofChild(), readlinkSync(`/proc/${child.pid}/fd/1`));
    channel.go();
    await eventually("its end", () => !existsSync(`/proc/${value}`));
  });

  t.test(`${language}: a signal that is held waits until it is taken`, needed, async (t) => {
    const { channel, child } = await acting(t, command);
    const take = (milliseconds: number) => did(channel, { do: "take-signal", name: "SIGTERM", milliseconds });
    t.match(await did(channel, { do: "hold-signal", name: "SIGTERM" }), { errno: 0 });
    t.match(await take(10), { errno: 110 }, "ETIMEDOUT");
    child.kill("SIGTERM");
    t.match(await take(10_000), { errno: 0 });
    const late = take(10_000);
    child.kill("SIGTERM");
    t.match(await late, { errno: 0 }, "one that comes later");
    t.match(await did(channel, { do: "isatty", fd: 1 }), { errno: 0 }, "it goes on");
  });

  t.test(`${language}: it leaves when it is told to, with that status, by itself`, needed, async (t) => {
    for (const name of ["", "exec-3"] as const) {
      const { channel, child } = await acting(t, command, { name });
      const exit = once(child, "exit");
      await did(channel, { do: "isatty", fd: 1 });
      channel.tell({ do: "exit", code: 7 });
      t.same(await exit, [7, null], name);
    }
  });
}

for (const { language, needed, command } of actorsInC)
  t.test(`${language}: a signal that is held waits until it is taken`, needed, async (t) => {
    const { channel, child } = await acting(t, command);
    t.match(await did(channel, { do: "hold-signal", name: "SIGTERM" }), { errno: 0 });
    t.match(
      await did(channel, { do: "take-signal", name: "SIGTERM", milliseconds: 1 }),
      { errno: 110 },
      "ETIMEDOUT",
    );
    child.kill("SIGTERM");
    t.match(await did(channel, { do: "take-signal", name: "SIGTERM", milliseconds: 10_000 }), { errno: 0 });
    t.match(
      await did(channel, { do: "hold-signal", name: "SIGNONE" as NodeJS.Signals }),
      { errno: 22 },
      "EINVAL",
    );
  });

for (const { language, needed, command } of actorsInC)
  t.test(`${language}: it tells which signals it found ignored and blocked`, needed, async (t) => {
    const { channel } = await acting(t, command);
    t.match(channel.last("ready")?.signals, { ignored: "0000000000000000", blocked: "0000000000000000" });
  });

for (const { language, needed, command } of actors.filter((one) => !actorsInC.includes(one)))
  t.test(`${language}: it prints a line as programs do`, needed, async (t) => {
    const { channel, log } = await acting(t, command);
    t.match(await did(channel, { do: "print", stream: "stdout" }), { errno: 0 });
    t.equal(readFileSync(log, "utf8"), "printed\n");
  });

// The kernel takes milliseconds to close a watch, in which a program that is about to end would be there still.
for (const { language, needed, command } of actorsInC)
  t.test(`${language}: while it does a step, nothing is open that is its own`, needed, async (t) => {
    const { channel, child } = await acting(t, command);
    const targets = observeWiring(child.pid as number).above.map(({ target }) => target);
    t.match(targets, [/inotify/], "while it waits");
    for (let step = 0; step < 2; step++)
      t.match(await did(channel, { do: "readlink", path: "/proc/self/fd/3" }), { errno: 2 }, "ENOENT");
  });

for (const { language, needed, command } of actorsInC)
  t.test(`${language}: it tells of its terminal, and acts on it`, needed, async (t) => {
    const held = await startTerminal("/dev/null", { namespace: here, directory: temporaryDirectory(t) });
    t.teardown(() => held.close());
    const stdout = openSync(held.source.path, constants.O_RDWR | constants.O_NOCTTY);
    t.teardown(() => closeSync(stdout));
    const { channel } = await acting(t, command, { stdout });
    const fd = 1;
    t.match(await did(channel, { do: "size", fd: 0 }), { errno: 25 }, "ENOTTY");
    t.match(await did(channel, { do: "size", fd }), { errno: 0, value: { ...WINDOW, signals: 0 } });
    t.match(await did(channel, { do: "catch-resize" }), { errno: 0 });
    await held.terminal.resize(12, 34);
    const [other, brief] = [{ rows: 12, columns: 34 }, { milliseconds: 10 }];
    const awaited = await did(channel, { do: "await-size", fd, ...other, signals: 0, milliseconds: 9_000 });
    t.match(awaited, { value: { ...other, signals: 0 } }, "not in its foreground, it gets no signal");
    t.match(await did(channel, { do: "await-size", fd, ...WINDOW, signals: 0, ...brief }), { value: other });
    const session = { controls: false, foreground: false };
    t.match(await did(channel, { do: "session", fd }), { value: session });
    t.match(await did(channel, { do: "await-input", fd, ...brief }), { value: false });
    t.match(await did(channel, { do: "termios", fd }), { value: { onlcr: true, echo: true, icanon: true } });
    t.match(await did(channel, { do: "raw", fd }), { errno: 0 });
    t.match(await did(channel, { do: "termios", fd }), {
      value: { onlcr: false, echo: false, icanon: false },
    });
    const typed = await did(channel, { do: "inject", fd, text: "typed" });
    if (typed.errno === 0) t.match(await held.terminal.look(), { waiting: 5 });
    else t.ok([1, 5].includes(typed.errno), "EPERM, or EIO where the kernel refuses it to all");
  });
