import t from "tap";
import type { Descriptor, Wiring } from "../../lib/results/schema.ts";
import { type Accepts, acceptedAs, inWords, judged, wiringWord } from "../../lib/strategies/accepted-as.ts";
import { oneTerminal } from "../../lib/strategies/one-terminal.ts";
import { distinct, is } from "../../lib/strategies/rules.ts";
import { enginePipes, relayed, relayedToNobody } from "../../lib/strategies/runtime-pipes.ts";
import { descriptor } from "../judge/fixtures/observation.ts";

const wiring = (streams: Partial<Descriptor>[], seenBy: Wiring["seenBy"] = "host"): Wiring => ({
  seenBy,
  streams: [0, 1, 2].map((fd) => descriptor(fd, streams[fd])),
  above: [],
});
const runtime = { pid: 9, name: "runc", of: "runtime" } as const;
const pipe = (fd: number, over: Partial<Descriptor> = {}): Partial<Descriptor> => ({
  ...{ kind: "pipe", target: `pipe:[${fd}]`, identity: `pipe:[${fd}]`, append: false, nonblock: false },
  ...(fd === 0
    ? { access: "read", holders: [{ ...runtime, access: "write" }] }
    : { access: "write", holders: [{ ...runtime, access: "read" }] }),
  ...over,
});
const files = [{ kind: "null" }, {}, { target: "/err", identity: "1:3" }] as const;
const accepts: Accepts = [
  {
    word: null,
    rules: [is(0, { kind: "null" }), is(1, { target: "/log" }), is(2, { target: "/err" }), distinct(1, 2)],
  },
  relayed,
];

t.test("a wiring is the strategy, or what is honest too, by its word", async (t) => {
  t.match(acceptedAs(wiring([...files]), accepts), { word: null, rules: 4, unseen: { length: 0 } });
  const pipes = wiring([pipe(0), pipe(1), pipe(2)]);
  t.match(acceptedAs(pipes, accepts), { word: "relayed", unseen: { length: 0 } });
  t.equal(wiringWord(wiring([...files]), accepts), null);
  t.equal(wiringWord(pipes, accepts), "relayed");
  t.equal(wiringWord(wiring([]), accepts), null, "what is neither has no word");
  t.equal(wiringWord(null, accepts), null);
});

t.test("what several wordings fit is the strategy itself, which is the first", async (t) => {
  const fits = (word: string | null) => ({ word, rules: [is(1, { target: "/log" })] });
  t.match(acceptedAs(wiring([...files]), [fits(null), fits("another")]), { word: null });
});

t.test("what is neither is told by the one that it contradicts least", async (t) => {
  t.match(acceptedAs(wiring([files[0], pipe(1), files[2]]), accepts), {
    problems: [{ observed: /^fd 1 is the pipe/, required: /\/log/ }],
  });
  const same = { target: "pipe:[1]", identity: "pipe:[1]" };
  t.match(acceptedAs(wiring([pipe(0), pipe(1), pipe(2, same)]), accepts), {
    problems: [{ observed: "fds 1 and 2 are one object: pipe:[1] and pipe:[1]" }],
  });
});

t.test(
  "a runtime that copies has two pipes that it reads, and one to be read, in the right direction",
  async (t) => {
    const only: Accepts = [relayed];
    for (const wrong of [
      [pipe(0, { access: "write" }), pipe(1), pipe(2)],
      [pipe(0), pipe(1, { access: "read" }), pipe(2)],
      [pipe(0), pipe(1, { holders: [] }), pipe(2)],
      [pipe(0), pipe(1), pipe(2, { nonblock: true })],
      [{ kind: "pty" } as const, { kind: "pty" } as const, { kind: "pty" } as const],
    ])
      t.match(acceptedAs(wiring(wrong), only), { problems: Array });
    t.match(
      acceptedAs(wiring([pipe(0, { holders: [] }), pipe(1), pipe(2)]), only),
      { word: "relayed" },
      "an input that has ended",
    );
  },
);

t.test("an engine's pipes are two, and fd 0 is /dev/null", async (t) => {
  const null0 = { kind: "null", access: "read" } as const;
  for (const rules of [enginePipes, relayedToNobody.rules]) {
    const only: Accepts = [{ word: null, rules }];
    t.match(acceptedAs(wiring([null0, pipe(1), pipe(2)]), only), { word: null });
    t.match(acceptedAs(wiring([pipe(0), pipe(1), pipe(2)]), only), { problems: [{ observed: /^fd 0/ }] });
    t.match(acceptedAs(wiring([null0, pipe(1), pipe(1)]), only), { problems: [{ observed: /one object/ }] });
  }
});

t.test("a terminal is one, open for both", async (t) => {
  const only: Accepts = [{ word: null, rules: oneTerminal }];
  const terminal = { kind: "pty", target: "/dev/pts/1", access: "read-write", identity: "5:1" } as const;
  t.match(acceptedAs(wiring([terminal, terminal, terminal]), only), { word: null });
  t.match(acceptedAs(wiring([terminal, terminal, { ...terminal, identity: "5:2" }]), only), {
    problems: [{ observed: /two objects/ }],
  });
  t.match(acceptedAs(wiring([terminal, { ...terminal, access: "write" }, terminal]), only), {
    problems: [{}],
  });
});

t.test("from inside, each part of a rule is judged by itself", async (t) => {
  const given = (n: number) => ({ target: `host:[${n}]`, identity: `7:${n}` });
  const log: Accepts = [{ word: null, rules: [is(1, { kind: "file", target: "/log", append: true })] }];
  const inside = (over: object) => wiring([{}, { ...given(2), ...over }], "workload");
  t.match(judged(inside({}), log), [
    { says: "fd 1 is a file with O_APPEND", problem: null, unseen: null },
    { says: "fd 1 is the case's file", problem: null, unseen: /cannot be told/ },
  ]);
  t.match(acceptedAs(inside({}), log), { word: null, rules: 2, unseen: [/which object fd 1 is/] });
  t.match(judged(inside({ append: false }), log), [{ problem: { observed: /without O_APPEND/ } }]);
  t.equal(judged(inside({ append: false }), log).length, 1, "one complaint of one descriptor");
  t.match(judged(inside({ kind: "socket" }), log), [{ says: "fd 1 is a file with O_APPEND" }], "the first");
});

t.test("of several problems, each says of what it is", async (t) => {
  const problem = (fd: number) => ({ observed: `fd ${fd} is closed`, required: "it must be a pipe" });
  t.same(inWords([problem(1)]), problem(1));
  const unnamed = { observed: "a terminal", required: "it must be a pipe" };
  t.equal(inWords([unnamed, problem(1)]).required, "it must be a pipe, fd 1 must be a pipe");
  const far = {
    observed: "the other end of fd 1 is read by nobody",
    required: "it must be read by the runtime",
  };
  const two = { observed: "fds 1 and 2 are one object: a and a", required: "they must be two objects" };
  t.same(inWords([problem(1), far, two]), {
    observed: "fd 1 is closed, the other end of fd 1 is read by nobody, fds 1 and 2 are one object: a and a",
    required:
      "fd 1 must be a pipe, the other end of fd 1 must be read by the runtime, fds 1 and 2 must be two objects",
  });
});
