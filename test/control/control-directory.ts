import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { LONGEST_LINE, MOST_BYTES } from "../../lib/control/answers-file.ts";
import { ControlDirectory } from "../../lib/control/control-directory.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function control(t: Test) {
  const directory = new ControlDirectory(join(temporaryDirectory(t), "control"));
  t.teardown(() => directory.close());
  const events = join(directory.path, "events");
  return { directory, events, write: (text: string) => appendFileSync(events, text) };
}

const READY = '{"event":"ready","pid":1}\n';
const WAITING = '{"event":"waiting"}\n';
const wrote = (acked: number) =>
  `{"event":"wrote","streams":{"stdout":{"acked":${acked},"tried":${acked},"failed":{}}}}\n`;

t.test("a message is waited for, and found when it has come already", async (t) => {
  const { directory, write } = control(t);
  const coming = directory.main.wait("ready", 5_000);
  write(READY);
  t.match(await coming, { event: "ready", pid: 1 });
  t.match(await directory.main.wait("ready", 5_000), { pid: 1 });
});

t.test("waits for different messages do not hinder each other", async (t) => {
  const { directory, write } = control(t);
  const both = Promise.all([directory.main.wait("waiting", 5_000), directory.main.wait("ready", 5_000)]);
  write(READY);
  write(WAITING);
  t.match(await both, [{ event: "waiting" }, { event: "ready" }]);
});

t.test("a message that does not come is named", async (t) => {
  const waiting = control(t).directory.main.wait("waiting", 10);
  await t.rejects(waiting, { code: "DEADLINE", message: /the workload's event "waiting"/ });
});

t.test("the last of several messages counts", async (t) => {
  const { directory, write } = control(t);
  write(wrote(1) + wrote(2));
  t.match(directory.main.last("wrote"), { streams: { stdout: { acked: 2 } } });
  t.equal(directory.main.last("ready"), undefined);
  t.equal(directory.tampered, null);
});

t.test("a line that is cut in the middle counts once its rest has come", async (t) => {
  const { directory, write } = control(t);
  write('{"event":"rea');
  t.equal(directory.main.last("ready"), undefined);
  write('dy","pid":1}\n');
  t.match(directory.main.last("ready"), { event: "ready" });
});

t.test("a character that lies across the border of what is read at a time comes whole", async (t) => {
  const { directory, write } = control(t);
  for (const space of ["", " "]) {
    const node = `${space}${"é".repeat(15)}`;
    const filler = WAITING.repeat(Math.floor((65_536 - 20) / WAITING.length));
    write(`${filler}{"event":"ready","pid":1,"node":"${node}"}\n`);
    t.equal(directory.main.last("ready")?.node, node);
  }
});

t.test(
  "what is no message of ours makes the answers worthless, and what follows is heard all the same",
  async (t) => {
    for (const line of ["", "nonsense", '{"event":"wrote","streams":{"stdout":{"acked":-1}}}']) {
      const { directory, write } = control(t);
      write(`${line}\n${READY}`);
      t.match(directory.main.last("ready"), { pid: 1 });
      t.match(directory.tampered, "no message of ours is ");
      t.throws(() => directory.demandTrust(), { code: "TAMPERED" });
    }
  },
);

t.test("who waits is told at once that the answers are worthless", async (t) => {
  const { directory, write } = control(t);
  const waiting = directory.main.wait("waiting", 60_000);
  write("nonsense\n");
  const error = { code: "TAMPERED", message: /cannot be trusted: no message of ours is "nonsense"/ };
  await t.rejects(waiting, error);
});

t.test("a file that is cut is seen, and what was read stays read", async (t) => {
  const { directory, events, write } = control(t);
  write(READY + wrote(64));
  t.equal(directory.tampered, null);
  truncateSync(events, 10);
  t.match(directory.tampered, /it was cut from \d+ bytes to 10$/);
  t.match(directory.main.last("wrote"), { streams: { stdout: { acked: 64 } } });
});

t.test("what is written over does not change what was read", async (t) => {
  const { directory, events, write } = control(t);
  write(wrote(64));
  t.match(directory.main.last("wrote"), { streams: { stdout: { acked: 64 } } });
  writeFileSync(events, wrote(99));
  t.match(directory.main.last("wrote"), { streams: { stdout: { acked: 64 } } });
});

t.test("a line without end, and lines without end, fill nobody's memory", async (t) => {
  const long = control(t);
  long.write("x".repeat(LONGEST_LINE + 1));
  t.match(long.directory.tampered, /a line of more than \d+ bytes/);
  long.write(`\n${READY}`);
  t.equal(long.directory.main.last("ready"), undefined, "no more is read");
  const many = control(t);
  many.write(WAITING.repeat(MOST_BYTES / WAITING.length + 1));
  t.match(many.directory.tampered, /more than \d+ bytes/);
});

t.test("the workload goes on when it is told, once", async (t) => {
  const { directory } = control(t);
  t.notOk(existsSync(join(directory.path, "go")));
  directory.main.go();
  t.ok(existsSync(join(directory.path, "go")));
  directory.main.go();
  t.equal(directory.tampered, null);
});

t.test("what somebody has put in place of go is neither followed nor opened, and is told", async (t) => {
  const { directory } = control(t);
  const victim = join(temporaryDirectory(t), "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, join(directory.path, "go"));
  directory.main.go();
  t.equal(readFileSync(victim, "utf8"), "precious");
  t.match(directory.tampered, "somebody else than the suite has made go");
  const dangling = control(t).directory;
  symlinkSync(join(dangling.path, "made"), join(dangling.path, "go"));
  dangling.main.go();
  t.notOk(existsSync(join(dangling.path, "made")));
});

t.test("nothing that is there is taken for its own", async (t) => {
  const path = join(temporaryDirectory(t), "control");
  mkdirSync(path);
  t.throws(() => new ControlDirectory(path), { code: "EEXIST" });
});

t.test("other users find nothing there to run that a container has written", async (t) => {
  t.equal(statSync(control(t).directory.path).mode & 0o777, 0o700);
});

t.test("closed, it reads no other file that has its descriptor's number by now", async (t) => {
  const { directory, write } = control(t);
  const waiting = directory.main.wait("ready", 60_000);
  directory.close();
  directory.close();
  await t.rejects(waiting, { message: /was closed/ });
  write(READY);
  const fds = Array.from({ length: 50 }, () => openSync(join(directory.path, "events"), "r"));
  t.teardown(() => fds.forEach(closeSync));
  t.equal(directory.main.last("ready"), undefined);
});

t.test("its identity is the file of answers', by which a descriptor of it is known", async (t) => {
  const { directory, events } = control(t);
  const fd = openSync(events, "a");
  const { dev, ino } = fstatSync(fd);
  closeSync(fd);
  t.equal(directory.identity, `${dev}:${ino}`);
});
