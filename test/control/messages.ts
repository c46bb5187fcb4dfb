import t from "tap";
import { parseMessage } from "../../lib/control/messages.ts";

const parsed = (message: object) => parseMessage(JSON.stringify(message))?.message ?? null;
const wrote = (over: object) => parsed({ event: "wrote", streams: { stdout: { ...stream, ...over } } });
const stream = { acked: 64, tried: 128, failed: { 116: 2 } };

t.test("what workloads say is taken as they say it", async (t) => {
  const view = { fd: 1, mode: 33188, rdev: 0, dev: "2049", ino: "17", target: "/log/out", flags: "0102001" };
  for (const message of [
    { event: "ready", pid: 1, node: "20.20.2", architecture: "x64", streams: [view, { fd: 2, errno: 9 }] },
    { event: "ready", pid: 7, libc: "glibc 2.36", streams: [], above: null },
    { event: "waiting" },
    { event: "wrote", streams: { stdout: stream, stderr: { acked: 0, tried: 0, failed: {} } } },
    { event: "wrote", streams: {} },
    { event: "answered", answers: { write: "ok", fstat: "ESTALE", "close-after-write": "errno 133" } },
    { event: "stdin", bytes: 65_536, exact: true, errno: 0, ended: false },
  ])
    t.same(parsed(message), message);
});

t.test("the order of answers is kept", async (t) => {
  const answers = { write: "ok", fstat: "ESTALE", close: "ok" };
  const message = parsed({ event: "answered", answers });
  t.same(message?.event === "answered" && Object.keys(message.answers), Object.keys(answers));
});

t.test("what is no message is none, whatever it is", async (t) => {
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
    t.equal(parseMessage(line), null, line);
  t.equal(parseMessage('{"__proto__":{"event":"waiting"}}'), null);
  t.equal(parsed({ event: "odd" }), null);
});

t.test("numbers are counts that a number holds", async (t) => {
  t.ok(wrote({}));
  for (const acked of [-1, 0.5, 2 ** 53, "64", null, undefined])
    t.equal(wrote({ acked }), null, String(acked));
  t.equal(wrote({ acked: 129 }), null, "no more is acknowledged than was tried");
  for (const failed of [{ ESTALE: 1 }, { 116: -1 }, { "-116": 1 }, { 1234567: 1 }, []])
    t.equal(wrote({ failed }), null, JSON.stringify(failed));
  for (const pid of [0, -1, 1.5, 2 ** 22 + 1, "1"])
    t.equal(parsed({ event: "ready", pid }), null, String(pid));
  t.equal(parseMessage('{"event":"stdin","bytes":1e999,"exact":true,"errno":0,"ended":true}'), null);
});

t.test("texts and lists have limits, and no control characters where they are shown", async (t) => {
  const answered = (answers: object) => parsed({ event: "answered", answers });
  for (const answer of ["ESTALE\u001b[2J", "okay", 7, null]) t.equal(answered({ fstat: answer }), null);
  for (const operation of ["\u001b", "A", "a".repeat(33)]) t.equal(answered({ [operation]: "ok" }), null);
  const many = (n: number) =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [`a${"-".repeat(i)}`, "ok"]));
  t.ok(answered(many(32)));
  const others = Object.fromEntries(
    Array.from({ length: 33 }, (_, i) => ["ab".repeat(i % 16) + "-".repeat(i % 3), "ok"]),
  );
  t.equal(answered({ ...many(32), ...others }), null);
  t.equal(parsed({ event: "ready", pid: 1, node: "x".repeat(33) }), null);
  t.equal(parsed({ event: "ready", pid: 1, streams: Array(4).fill({ fd: 1, errno: 9 }) }), null);
});

t.test("what a message has besides is left out", async (t) => {
  t.same(parsed({ event: "waiting", more: "\u001b" }), { event: "waiting" });
});
