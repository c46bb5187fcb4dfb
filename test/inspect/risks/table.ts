import t from "tap";
import type { InspectedStream, Inspection, Risk } from "../../../lib/inspect/inspection.ts";
import { judge } from "../../../lib/inspect/level.ts";
import { risksOf } from "../../../lib/inspect/risks/table.ts";
import { testName } from "../../../lib/matrix.ts";
import { suites } from "../../../suites/index.ts";

const node = {
  executable: "/usr/bin/node",
  isNode: true,
  nodeVersion: "20.20.2",
  libc: "glibc 2.36",
  isPid1: true,
  handles: [],
};
const nothing: InspectedStream = {
  ...{ fd: 1, kind: "null", target: "", access: "write", append: true, nonblock: false },
  ...{ filesystem: null, state: null, free: null, readers: null, fill: null, log: null },
};
const plain: InspectedStream = {
  ...{ ...nothing, kind: "file", target: "/log/out", state: "good", free: 1_048_576 },
  filesystem: { type: "ext4", source: "/dev/vda" },
};
const onNfs = { ...plain, filesystem: { type: "nfs", source: "server:/logs" } };
const reader = { pid: 7, name: "conmon", state: "S" };
const piped: InspectedStream = {
  ...{ ...nothing, kind: "pipe", target: "pipe:[1]", readers: [reader] },
  fill: { bytes: 0, capacity: 65_536 },
};
const kept = (source: InspectedStream) => ({
  ...{ path: "/log/ctr.log", filesystem: source.filesystem, state: source.state, free: source.free },
});

const inspection = (stream: InspectedStream, program: Partial<Inspection["program"]> = {}): Inspection => ({
  pid: 1,
  target: "1",
  program: { ...node, ...program },
  streams: [stream],
});

function levels(stream: InspectedStream, program = {}): Record<string, string> {
  return Object.fromEntries(risksOf(inspection(stream, program)).map(({ fault, level }) => [fault, level]));
}
const worst = (stream: InspectedStream, program = {}) => judge(inspection(stream, program)).level;
const first = (stream: InspectedStream, program = {}) => risksOf(inspection(stream, program))[0] as Risk;

t.test("a log on a server is at risk, one on a local file system is not", async (t) => {
  t.match(levels(onNfs), {
    "the log is deleted on the server": "at risk",
    "the server of the log stops answering": "at risk",
  });
  t.match(levels({ ...plain, filesystem: { type: "fuse.stalefs", source: "x" } }), {
    "the log is deleted on the server": "at risk",
  });
  t.match(levels(plain), { "the log is deleted": "safe" });
  t.equal(worst(plain), "safe");
});

t.test("what is not known is not safe", async (t) => {
  const unknown: [string, InspectedStream][] = [
    ["a descriptor that could not be read", { ...nothing, kind: "not known" }],
    ["a file system of an unknown kind", { ...plain, filesystem: { type: "ocfs2", source: "/dev/sdb" } }],
    ["a file whose file system was not found", { ...plain, filesystem: null }],
    ["a file that could not be asked", { ...plain, state: "not known" }],
    ["a disk whose free space is not known", { ...plain, free: null }],
    ["a pipe whose reader's log is not known", piped],
    ["a pipe whose reader is not known", { ...piped, readers: null, log: kept(plain) }],
    ["a log of the reader's on an unknown kind", { ...piped, log: { ...kept(plain), filesystem: null } }],
    ...(["socket", "device", "directory", "anonymous", "pty"] as const).map(
      (kind): [string, InspectedStream] => [kind, { ...nothing, kind }],
    ),
  ];
  for (const [what, stream] of unknown) {
    t.equal(worst(stream), "not known", what);
    t.equal(worst(stream, { isNode: false }), "not known", `${what}, of another program`);
  }
  t.equal(worst(nothing), "safe", "nothing is kept of /dev/null");
});

t.test("what follows depends on the program and on whether it is PID 1", async (t) => {
  t.match(first(onNfs), {
    harms: ["hang", "died"],
    consequence: /PID 1 ignores the SIGABRT, so it exits with 127, crashes, or hangs/,
  });
  t.match(first(onNfs, { isPid1: false }), { harms: ["died"], consequence: /it dies of SIGABRT/ });
  t.match(first(onNfs, { isNode: false }).consequence, /writes fail with ESTALE/);
  t.match(first({ ...onNfs, state: "stale" }).consequence, /^the log is stale already/);
});

t.test("a pipe is as good as its reader, and as the log that the reader keeps", async (t) => {
  t.same(levels(piped), {
    "the log behind the pipe goes stale": "not known",
    "the reader ends": "safe",
    "the reader stops": "safe",
    "the disk behind the pipe is full": "not known",
  });
  t.equal(worst({ ...piped, log: kept(plain) }), "safe", "its reader keeps it on this machine");
  t.match(first({ ...piped, log: kept(onNfs) }), { level: "at risk", harms: ["lost"] });
  t.match(levels({ ...piped, readers: [] }), { "nobody reads the pipe any more": "at risk" });
  const own = { ...piped, readers: [{ ...reader, pid: 1 }] };
  t.match(levels(own), { "nobody reads the pipe any more": "at risk" }, "but the process itself");
  const stuck = { "the reader has stopped, or the pipe is full": "at risk" };
  t.match(levels({ ...piped, readers: [{ ...reader, state: "T" }] }), stuck);
  t.match(levels({ ...piped, fill: { bytes: 65_536, capacity: 65_536 } }), stuck);
});

t.test("what a pipe without a reader does depends on the program and on whether it is PID 1", async (t) => {
  const unread = (program: Partial<Inspection["program"]>) =>
    first({ ...piped, readers: [] }, { isNode: false, ...program });
  t.match(unread({ isPid1: false }), { harms: ["died", "lost"], consequence: /kills it by SIGPIPE/ });
  for (const lives of [
    { isPid1: true },
    { isPid1: false, isNode: true },
    { isPid1: false, handles: ["SIGPIPE"] },
  ])
    t.match(unread(lives), { harms: ["lost"], consequence: /fails with EPIPE/ });
});

t.test("a full disk is at risk, one with room is not", async (t) => {
  t.match(levels({ ...plain, free: 0 }), { "the disk of the log is full": "at risk" });
  t.match(levels({ ...piped, log: { ...kept(plain), free: 0 } }), {
    "the disk behind the pipe is full": "at risk",
  });
});

t.test("stdin is no log, but node looks at it when it ends", async (t) => {
  t.same(levels({ ...onNfs, fd: 0 }, { isNode: false }), {});
  t.match(levels({ ...onNfs, fd: 0 }), { "the log is deleted on the server": "at risk" });
});

t.test("every claim that it names is one of this suite's", async (t) => {
  const names = suites.flatMap(({ tests }) => tests.map(testName));
  const streams = [onNfs, plain, piped, { ...piped, readers: [] }, { ...nothing, kind: "pty" as const }];
  const all = streams.flatMap((stream) =>
    [true, false].flatMap((isNode) => risksOf(inspection(stream, { isNode }))),
  );
  const shown = all.map(({ shownBy }) => shownBy);
  t.ok(shown.length > 8);
  t.same(
    shown.filter((name) => name === null || !names.includes(name)),
    [],
  );
});

t.test("what is at risk names the harm that it costs", async (t) => {
  for (const stream of [
    onNfs,
    { ...plain, free: 0 },
    { ...piped, readers: [] },
    { ...piped, log: kept(onNfs) },
  ])
    for (const { level, harms, fault } of risksOf(inspection(stream)))
      t.equal(harms.length > 0, level !== "safe", fault);
});
