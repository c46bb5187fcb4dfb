import t from "tap";
import type { InspectedStream, Inspection } from "../../lib/inspect/inspection.ts";
import { risksOf } from "../../lib/inspect/risks.ts";
import { testName } from "../../lib/matrix.ts";
import { suites } from "../../suites/index.ts";

const node = {
  executable: "/usr/bin/node",
  isNode: true,
  nodeVersion: "20.20.2",
  libc: "glibc 2.36",
  isPid1: true,
  handles: [],
};
const plain: InspectedStream = {
  ...{ fd: 1, kind: "file", target: "/log/out", access: "write", append: true, nonblock: false },
  ...{ filesystem: { type: "ext4", source: "/dev/vda" }, state: "good", readers: null, fill: null },
};
const onNfs = { ...plain, filesystem: { type: "nfs", source: "server:/logs" } };
const reader = { pid: 7, name: "conmon", state: "S" };
const piped: InspectedStream = {
  ...plain,
  ...{ kind: "pipe", target: "pipe:[1]", filesystem: null, state: null, readers: [reader] },
  fill: { bytes: 0, capacity: 65_536 },
};

function levels(
  stream: InspectedStream,
  program: Partial<Inspection["program"]> = {},
): Record<string, string> {
  const risks = risksOf({ pid: 1, target: "1", program: { ...node, ...program }, streams: [stream] });
  return Object.fromEntries(risks.map(({ fault, level }) => [fault, level]));
}

t.test("a log on a server is at risk, one on a local file system is not", async (t) => {
  t.match(levels(onNfs), {
    "the log is deleted on the server": "at risk",
    "the server of the log stops answering": "at risk",
  });
  t.match(levels({ ...plain, filesystem: { type: "fuse.stalefs", source: "x" } }), {
    "the log is deleted on the server": "at risk",
  });
  t.match(levels(plain), { "the log is deleted": "safe" });
});

t.test("what follows depends on the program and on whether it is PID 1", async (t) => {
  const consequence = (stream: InspectedStream, program: Partial<Inspection["program"]>) =>
    risksOf({ pid: 1, target: "1", program: { ...node, ...program }, streams: [stream] })[0]?.consequence;
  t.match(consequence(onNfs, {}), /SIGABRT is ignored for PID 1/);
  t.match(consequence(onNfs, { isPid1: false }), /ends by SIGABRT/);
  t.match(consequence(onNfs, { isNode: false }), /writes fail with ESTALE/);
  t.match(consequence({ ...onNfs, state: "stale" }, {}), /^it is stale already/);
});

t.test("a pipe is as good as its reader", async (t) => {
  t.same(levels(piped), {
    "the log behind the pipe goes stale": "not known",
    "the disk behind the pipe is full": "not known",
    "the reader ends": "safe",
    "the reader stops": "safe",
  });
  t.match(levels({ ...piped, readers: [] }), { "nobody reads the pipe any more": "at risk" });
  const stuck = { "the reader has stopped, or the pipe is full": "at risk" };
  t.match(levels({ ...piped, readers: [{ ...reader, state: "T" }] }), stuck);
  t.match(levels({ ...piped, fill: { bytes: 65_536, capacity: 65_536 } }), stuck);
});

t.test("what a pipe without a reader does depends on the program and on whether it is PID 1", async (t) => {
  const consequence = (program: Partial<Inspection["program"]>) =>
    risksOf({
      ...{ pid: 1, target: "1", program: { ...node, isNode: false, ...program } },
      streams: [{ ...piped, readers: [] }],
    })[0]?.consequence;
  t.match(consequence({ isPid1: false }), /ends it by SIGPIPE/);
  for (const lives of [
    { isPid1: true },
    { isPid1: false, isNode: true },
    { isPid1: false, handles: ["SIGPIPE"] },
  ])
    t.match(consequence(lives), /fails with EPIPE/);
});

t.test("stdin is no log", async (t) => {
  t.same(levels({ ...onNfs, fd: 0 }), {});
});

t.test("every claim that it names is one of this suite's", async (t) => {
  const names = suites.flatMap(({ tests }) => tests.map(testName));
  const all = [onNfs, plain, piped].flatMap((stream) =>
    [true, false].flatMap((isNode) =>
      risksOf({ pid: 1, target: "1", program: { ...node, isNode }, streams: [stream] }),
    ),
  );
  const shown = all.map(({ shownBy }) => shownBy);
  t.ok(shown.length > 5);
  t.same(
    shown.filter((name) => !names.includes(name)),
    [],
  );
});
