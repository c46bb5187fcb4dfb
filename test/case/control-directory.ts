import { appendFileSync, closeSync, existsSync, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { ControlDirectory } from "../../lib/case/control-directory.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function control(t: Test) {
  const directory = new ControlDirectory(join(temporaryDirectory(t), "control"));
  t.teardown(() => directory.close());
  return { directory, write: (text: string) => appendFileSync(join(directory.path, "events"), text) };
}

const names = ({ events }: ControlDirectory) => events.map(({ event }) => event);

t.test("an event is waited for, and found when it has come already", async (t) => {
  const { directory, write } = control(t);
  const coming = directory.wait("ready", 5_000);
  write('{"event":"ready","pid":1}\n');
  t.match(await coming, { event: "ready", pid: 1 });
  t.match(await directory.wait("ready", 5_000), { pid: 1 });
});

t.test("waits for different events do not hinder each other", async (t) => {
  const { directory, write } = control(t);
  const both = Promise.all([directory.wait("waiting", 5_000), directory.wait("ready", 5_000)]);
  write('{"event":"ready"}\n');
  write('{"event":"waiting"}\n');
  t.match(await both, [{ event: "waiting" }, { event: "ready" }]);
});

t.test("an event that does not come is named", async (t) => {
  const waiting = control(t).directory.wait("waiting", 10);
  await t.rejects(waiting, { code: "DEADLINE", message: /the workload's event "waiting"/ });
});

t.test("the last of several events counts", async (t) => {
  const { directory, write } = control(t);
  write('{"event":"wrote","n":1}\n{"event":"wrote","n":2}\n');
  t.match(directory.last("wrote"), { n: 2 });
  t.equal(directory.last("ready"), undefined);
});

t.test("a line that is cut in the middle counts once its rest has come", async (t) => {
  const { directory, write } = control(t);
  write('{"event":"rea');
  t.equal(directory.last("ready"), undefined);
  write('dy"}\n');
  t.match(directory.last("ready"), { event: "ready" });
});

t.test("a character that is cut in the middle comes whole", async (t) => {
  const { directory, write } = control(t);
  for (const space of ["", " "]) {
    // One of the two lies across the border of what is read at a time.
    write(`{"event":"odd","text":"${space}${"é".repeat(65_536)}"}\n`);
    t.notMatch(directory.last("odd")?.text, /\uFFFD/);
  }
});

t.test("what a container writes that is no event of ours is passed over", async (t) => {
  const { directory, write } = control(t);
  for (const line of [
    "",
    "nonsense",
    "null",
    "[]",
    '"ready"',
    "{}",
    '{"event":1}',
    '{"event":',
    "\0\0",
    "}{",
  ])
    write(`${line}\n`);
  write('{"event":"ready","__proto__":{"event":"x"}}\n');
  directory.last("ready");
  t.same(names(directory), ["ready"]);
});

t.test("a line without end does not fill the suite's memory, and does not hide what follows", async (t) => {
  const { directory, write } = control(t);
  for (let n = 0; n < 3; n++) write("x".repeat(1_000_000));
  write('\n{"event":"ready"}\n');
  t.match(directory.last("ready"), { event: "ready" });
});

t.test("the workload goes on when it is told", async (t) => {
  const { directory } = control(t);
  t.notOk(existsSync(join(directory.path, "go")));
  directory.go();
  t.ok(existsSync(join(directory.path, "go")));
});

t.test("its identity is the events file's, by which a descriptor of it is known", async (t) => {
  const { directory } = control(t);
  const fd = openSync(join(directory.path, "events"), "a");
  const { dev, ino } = fstatSync(fd);
  closeSync(fd);
  t.equal(directory.identity, `${dev}:${ino}`);
});
