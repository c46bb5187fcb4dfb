import t from "tap";
import type { Descriptor, Holder, Wiring } from "../../lib/results/schema.ts";
import {
  distinct,
  exceptNonblock,
  is,
  nothingOfTheHosts,
  otherEndHeldBy,
  type Rule,
  readableNull,
  sameObject,
} from "../../lib/strategies/rules.ts";
import { descriptor } from "../judge/fixtures/observation.ts";

const wiring = (streams: Partial<Descriptor>[], seenBy: Wiring["seenBy"] = "host"): Wiring => ({
  seenBy,
  streams: [0, 1, 2].map((fd) => descriptor(fd, streams[fd])),
  above: [],
});
const closed = {
  kind: "closed",
  target: "",
  access: null,
  append: null,
  nonblock: null,
  identity: null,
} as const;
const pipe = (n: number, over: Partial<Descriptor> = {}): Partial<Descriptor> => {
  const name = `pipe:[${n}]`;
  return { kind: "pipe", target: name, identity: name, access: "write", append: false, ...over };
};
const holder = (of: Holder["of"], access: Holder["access"] = "read"): Holder => ({
  pid: 55,
  name: "cat",
  access,
  of,
});

function problemOf(rule: Rule, streams: Partial<Descriptor>[]): string {
  const judgement = rule.judge(wiring(streams));
  if (typeof judgement === "string") return judgement;
  return "unseen" in judgement ? `? ${judgement.unseen}` : `${judgement.observed}; ${judgement.required}`;
}

t.test("is: every property that is required is held against what was seen, in one sentence", async (t) => {
  const log = { kind: "file", target: "/log", access: "write", append: true, nonblock: false } as const;
  const rule = is(1, log);
  t.equal(rule.says, "fd 1 is the case's file open for writing with O_APPEND");
  const must = "it must be the file /log open for writing with O_APPEND";
  for (const [over, sentence] of [
    [{}, "holds"],
    [closed, `fd 1 is closed; ${must}`],
    [pipe(7, { access: "read" }), `fd 1 is the pipe pipe:[7] open for reading without O_APPEND; ${must}`],
    [{ target: "/other" }, `fd 1 is the file /other open for writing with O_APPEND; ${must}`],
    [{ access: "read-write" }, `fd 1 is the file /log open for reading and writing with O_APPEND; ${must}`],
    [{ access: "path" }, `fd 1 is the file /log opened with O_PATH with O_APPEND; ${must}`],
    [{ append: false }, `fd 1 is the file /log open for writing without O_APPEND; ${must}`],
    [
      { nonblock: true },
      `fd 1 is the file /log open for writing with O_APPEND with O_NONBLOCK; ${must} without O_NONBLOCK`,
    ],
  ] as const)
    t.equal(problemOf(rule, [{}, over]), sentence);
});

t.test("is: an identity is named where it is required", async (t) => {
  const rule = is(2, { kind: "file", identity: "1:3" });
  const sentence =
    "fd 2 is the file /log (st_dev:st_ino 1:2) open for writing; it must be a file with st_dev:st_ino 1:3";
  t.equal(problemOf(rule, [{}, {}, {}]), sentence);
  t.equal(problemOf(rule, [{}, {}, { identity: "1:3" }]), "holds");
});

t.test("is: /dev/null must be usable for what it is there for", async (t) => {
  const device = { kind: "null", target: "/dev/null", append: false } as const;
  const [reads, writes] = [is(0, readableNull), is(0, { kind: "null", writes: true })];
  for (const [access, canRead, canWrite] of [
    ["read", true, false],
    ["write", false, true],
    ["read-write", true, true],
    ["path", false, false],
  ] as const) {
    t.equal(problemOf(reads, [{ ...device, access }]) === "holds", canRead, `${access}: to be read`);
    t.equal(problemOf(writes, [{ ...device, access }]) === "holds", canWrite, `${access}: to be written`);
  }
  const sentence = "fd 0 is /dev/null open for writing; it must be /dev/null open for reading";
  t.equal(problemOf(reads, [{ ...device, access: "write" }]), sentence);
  const file = "fd 0 is the file /dev/null open for reading; it must be /dev/null open for reading";
  t.equal(problemOf(reads, [{ kind: "file", target: "/dev/null", access: "read" }]), file);
});

t.test("sameObject: three fds of a terminal are one terminal", async (t) => {
  const terminal = (n: number): Partial<Descriptor> => ({
    kind: "pty",
    target: `/dev/pts/${n}`,
    identity: `5:${n}`,
  });
  const rule = sameObject(0, 1, 2);
  t.equal(rule.says, "fds 0, 1 and 2 are one object");
  t.equal(problemOf(rule, [terminal(3), terminal(3), terminal(3)]), "holds");
  const two =
    "fds 0, 1 and 2 are two objects: /dev/pts/3, /dev/pts/3 and /dev/pts/4; they must be one object";
  t.equal(problemOf(rule, [terminal(3), terminal(3), terminal(4)]), two);
  t.match(problemOf(rule, [closed, closed, closed]), /they must be one object$/, "nothing is no object");
});

t.test("distinct: two pipes are two", async (t) => {
  const rule = distinct(1, 2);
  t.equal(problemOf(rule, [{}, pipe(7), pipe(8)]), "holds");
  t.equal(
    problemOf(rule, [{}, pipe(7), pipe(7)]),
    "fds 1 and 2 are one object: pipe:[7] and pipe:[7]; they must be two objects",
  );
  t.match(problemOf(rule, [{}, closed, closed]), /closed and closed; they must be two objects$/);
  t.match(problemOf(rule, [{}, { identity: null }, { identity: null }]), /^\? nothing tells/);
  t.match(problemOf(rule, [{}, pipe(7), closed]), /pipe:\[7\] and closed; they must be two objects$/);
});

t.test("otherEndHeldBy: it is read by who should read it, and by nobody's process", async (t) => {
  const rule = otherEndHeldBy(1, "runtime");
  t.same(rule.asksHolders, [1]);
  const held = (...holders: Holder[]) => problemOf(rule, [{}, pipe(7, { holders })]);
  const must = "it must be read by the runtime";
  t.equal(held(holder("runtime")), "holds");
  t.equal(held(holder("runtime", "read-write")), "holds");
  t.equal(held(holder("stranger"), holder("runtime")), "holds", "whoever else has it");
  t.equal(held(), `the other end of fd 1 is read by nobody; ${must}`);
  t.equal(
    held(holder("runtime", "write")),
    `the other end of fd 1 is read by nobody; ${must}`,
    "who writes reads not",
  );
  t.equal(
    held(holder("container")),
    `the other end of fd 1 is read by nobody; ${must}`,
    "not even PID 1's own child",
  );
  for (const of of ["stranger", "reader", "suite"] as const)
    t.equal(held(holder(of)), `the other end of fd 1 is read by cat (pid 55); ${must}`);
  const reader = otherEndHeldBy(1, "reader");
  t.equal(problemOf(reader, [{}, pipe(7, { holders: [holder("reader")] })]), "holds");
  t.match(
    problemOf(reader, [{}, pipe(7, { holders: [holder("runtime")] })]),
    /it must be read by the suite's reader$/,
  );
});

t.test("otherEndHeldBy: what is fd 0's is written, and where it has ended, by nobody", async (t) => {
  const fed = (orNobody: boolean, ...holders: Holder[]) =>
    problemOf(otherEndHeldBy(0, "runtime", { orNobody }), [pipe(7, { access: "read", holders })]);
  t.equal(fed(false, holder("runtime", "write")), "holds");
  const nobody = "the other end of fd 0 is written by nobody; it must be written by the runtime";
  t.equal(fed(false, holder("runtime", "read")), nobody);
  t.equal(fed(true), "holds");
  t.match(fed(true, holder("stranger", "write")), /it must be written by the runtime, or by nobody$/);
});

t.test("otherEndHeldBy: where nobody looked, and of what has no other end, nothing is claimed", async (t) => {
  const rule = otherEndHeldBy(1, "runtime");
  t.equal(problemOf(rule, [{}, pipe(7)]), "? who holds the other end of fd 1 could not be seen");
  t.equal(
    problemOf(rule, [{}, pipe(7, { holders: null })]),
    "? who holds the other end of fd 1 could not be seen",
  );
  t.match(problemOf(rule, [{}, {}]), /^\? fd 1 has no other end: it is the file/);
});

t.test("nothingOfTheHosts: closed, the null device, or a pipe of the runtime's", async (t) => {
  const rule = nothingOfTheHosts(0);
  const found = (over: Partial<Descriptor>) => problemOf(rule, [over]);
  for (const fine of [
    closed,
    { kind: "null" } as const,
    pipe(7, { holders: [] }),
    pipe(7, { holders: [holder("runtime"), holder("container")] }),
  ])
    t.equal(found(fine), "holds");
  const must = "it must be closed, /dev/null, or a pipe whose other end nobody but the runtime holds";
  const cgroups = { kind: "directory", target: "/sys/fs/cgroup", access: "path" } as const;
  t.equal(found(cgroups), `fd 0 is the directory /sys/fs/cgroup opened with O_PATH; ${must}`);
  const epoll = { kind: "anonymous", target: "anon_inode:[eventpoll]", access: "read-write" } as const;
  t.equal(found(epoll), `fd 0 is the object anon_inode:[eventpoll] open for reading and writing; ${must}`);
  for (const kind of ["file", "socket", "pty", "device", "fifo"] as const) t.match(found({ kind }), must);
  const stranger = pipe(7, { access: "read", holders: [holder("stranger")] });
  t.equal(
    found(stranger),
    `fd 0 is the pipe pipe:[7] open for reading, which cat (pid 55) has open too; ${must}`,
  );
  t.match(found(pipe(7, { holders: [holder("suite")] })), must);
  t.match(found(pipe(7)), /^\? who holds/);
});

t.test("from inside, only what can be told there is judged", async (t) => {
  const given = (n: number, over: Partial<Descriptor> = {}): Partial<Descriptor> => ({
    ...{ target: `host:[${n}]`, identity: `7:${n}` },
    ...over,
  });
  const inside = (rule: Rule, streams: Partial<Descriptor>[]) => rule.judge(wiring(streams, "workload"));
  const dark = { unseen: /^only PID 1 sees its descriptors, and from inside it cannot be told/ };
  const log = { kind: "file", target: "/log", access: "write", append: true } as const;
  t.match(inside(is(1, log), [{}, given(2)]), dark);
  t.match(inside(is(1, log), [{}, given(2, { append: false })]), { observed: /without O_APPEND/ });
  t.same(
    is(1, log).parts?.map(({ says }) => says),
    ["fd 1 is a file open for writing with O_APPEND", "fd 1 is the case's file"],
  );
  t.equal(inside(is(1, { kind: "file", append: true }), [{}, given(2)]), "holds");
  // gVisor numbers no device of the host's, and takes a FIFO of the host's for a pipe.
  t.match(inside(is(0, readableNull), [given(1, { kind: "device", access: "read-write" })]), dark);
  t.match(inside(is(0, readableNull), [given(1, { kind: "device", access: "write" })]), {
    required: /for reading/,
  });
  t.match(inside(is(0, readableNull), [{ kind: "device", target: "/dev/zero", access: "read" }]), {
    observed: /\/dev\/zero/,
  });
  t.match(inside(is(0, readableNull), [given(1, { kind: "pty", access: "read-write" })]), {
    observed: /terminal/,
  });
  t.match(inside(is(1, { kind: "fifo" }), [{}, given(2, { kind: "pipe" })]), dark);
  t.match(inside(nothingOfTheHosts(0), [given(1, { kind: "device" })]), dark);
  const sandboxs = { kind: "device", target: "/dev/zero" } as const;
  t.match(inside(nothingOfTheHosts(0), [sandboxs]), { observed: /the device \/dev\/zero/ });
  t.match(nothingOfTheHosts(0).judge(wiring([given(1, { kind: "device" })])), { observed: /the device/ });
  const onlyRead = is(0, { kind: "null", access: "read" });
  t.match(inside(onlyRead, [given(1, { kind: "device", access: "read-write" })]), {
    observed: /for reading and writing/,
  });
  t.same(
    is(1, { ...log, identity: "1:2" }).parts?.map(({ required }) => required),
    [
      { kind: "file", access: "write", append: true },
      { kind: "file", target: "/log", identity: "1:2" },
    ],
  );
  for (const whole of [{ kind: "file", target: "/log" } as const, { kind: "file", append: true } as const])
    t.equal(is(1, whole).parts, undefined, "there is but one thing to judge");
  t.same(
    is(1, { identity: "1:2", append: true, access: "write" }).parts?.map(({ required }) => required),
    [{ append: true, access: "write" }, { identity: "1:2" }],
  );
  t.match(inside(nothingOfTheHosts(0), [given(1, { kind: "pipe" })]), dark);
  t.match(inside(nothingOfTheHosts(0), [given(1, { kind: "file" })]), { required: /closed/ });
  t.match(inside(otherEndHeldBy(1, "reader"), [{}, given(2, { kind: "pipe" })]), dark);
  // It gives each descriptor a number of its own, unless they are one terminal.
  t.match(inside(distinct(1, 2), [{}, given(2), given(3)]), dark);
  t.match(inside(distinct(1, 2), [{}, given(2), given(2)]), { observed: /one object/ });
  t.match(inside(sameObject(1, 2), [{}, given(2), given(3)]), dark);
  t.equal(inside(sameObject(1, 2), [{}, given(2), given(2)]), "holds");
  t.equal(inside(distinct(1, 2), [{}, given(2), pipe(3)]), "holds", "what is gVisor's own is not the host's");
});

t.test("exceptNonblock: the flag is the caller's own matter, nothing else is", async (t) => {
  const rule = exceptNonblock(is(1, { kind: "pipe", nonblock: false, access: "write" }));
  t.equal(problemOf(rule, [{}, pipe(7, { nonblock: true })]), "holds");
  t.match(problemOf(rule, [{}, pipe(7, { nonblock: true, access: "read" })]), /^fd 1 is/);
  const other = distinct(1, 2);
  t.equal(exceptNonblock(other), other);
});
