import t from "tap";
import { checksOf } from "../../lib/judge/checks.ts";
import type { Descriptor, Fate, Observation, Wiring } from "../../lib/results/schema.ts";
import type { Accepts } from "../../lib/strategies/accepted-as.ts";
import { is } from "../../lib/strategies/rules.ts";
import { descriptor, observation } from "./fixtures/observation.ts";

const [ENDS, WIRING, PLACE, LEFT] = [
  "PID 1 ends, and the runtime after it",
  "fds 0–2 are wired as the strategy says",
  "the workload is where the case says",
  "nothing may be left behind",
];
const anything: Accepts = [{ word: null, rules: [] }];
const checked = (over: Partial<Observation>, { accepts = anything }: { accepts?: Accepts } = {}) =>
  checksOf(observation(over), accepts, "pid1");

t.test("four things are checked of every case, none of them the claim's own", async (t) => {
  t.match(
    checked({}),
    [ENDS, WIRING, PLACE, LEFT].map((name) => ({ name, ok: true, of: "case" })),
  );
});

t.test("a hang breaks every case, whoever hangs", async (t) => {
  const exit: Fate = { kind: "exit", code: 7 };
  const hang: Fate = { kind: "hang", where: "S in pipe_write" };
  for (const fate of [
    { actual: hang, reported: hang },
    { actual: exit, reported: hang },
    { actual: hang, reported: exit },
    { actual: { kind: "unknown", reason: "no trace" } as const, reported: hang },
  ])
    t.match(checked({ fate })[0], { name: ENDS, ok: false, detail: { observed: "hang: S in pipe_write" } });
  const both = { actual: hang, reported: { kind: "hang", where: "its caller waits" } as const };
  t.match(
    checked({ fate: both })[0],
    { detail: { observed: "hang: S in pipe_write" } },
    "PID 1's comes first",
  );
});

const wired = (...over: Partial<Descriptor>[]): Observation["wiring"] => ({
  streams: [0, 1, 2].map((fd) => descriptor(fd, over[fd])),
  above: [],
});

t.test("what contradicts the wiring says what was seen, and what is required", async (t) => {
  const accepts = [
    { word: null, rules: [is(1, { kind: "file", append: true }), is(2, { kind: "file" })] },
  ] as const;
  const [, one] = checked({ wiring: wired({}, { append: false }) }, { accepts });
  t.match(one, {
    ok: false,
    detail: {
      observed: "fd 1 is the file /log open for writing without O_APPEND",
      required: "it must be a file with O_APPEND",
    },
  });
  const [, two] = checked({ wiring: wired({}, { kind: "pipe" }, { kind: "closed" }) }, { accepts });
  t.match(two?.detail, {
    observed: /^fd 1 is the pipe .*, fd 2 is closed$/,
    required: "fd 1 must be a file with O_APPEND, fd 2 must be a file",
  });
});

t.test("another wiring that is honest too is not held against the strategy", async (t) => {
  const accepts = [
    { word: null, rules: [is(1, { kind: "file" }), is(2, { kind: "file" })] },
    { word: "relayed", rules: [is(1, { kind: "pipe" }), is(2, { kind: "pipe" })] },
  ] as const;
  t.match(checked({ wiring: wired({}, { kind: "pipe" }, { kind: "pipe" }) }, { accepts })[1], {
    ok: true,
    skip: null,
  });
  t.match(
    checked({ wiring: wired({}, { kind: "pipe" }) }, { accepts })[1],
    { ok: false },
    "half of each is neither",
  );
});

t.test("of a wiring that was seen from inside, what cannot be told there is not claimed", async (t) => {
  const view = (over: Partial<Descriptor>): Observation["wiring"] => ({
    ...(wired({}, { target: "host:[2]", ...over }) as Wiring),
    seenBy: "workload",
  });
  const named = [{ word: null, rules: [is(1, { target: "/log" })] }] as const;
  t.match(checked({ wiring: view({}) }, { accepts: named })[1], {
    name: WIRING,
    skip: /which object fd 1 is/,
  });
  const open = [{ word: null, rules: [is(1, { kind: "file", target: "/log", access: "write" })] }] as const;
  t.match(checked({ wiring: view({}) }, { accepts: open })[1], { ok: true, skip: null });
  t.match(checked({ wiring: view({ access: "read" }) }, { accepts: open })[1], { ok: false });
});

t.test("a workload that is not where the case says fails every claim", async (t) => {
  const placement = {
    seenBy: "host",
    pidInside: 1234,
    namespace: "pid:[1]",
    isSuites: true,
    descendsFromInit: true,
  } as const;
  const place = checked({ placement })[2];
  t.match(place, {
    ...{ name: PLACE, ok: false },
    detail: {
      observed: "the workload is process 1234 of the suite's own PID namespace",
      required: "it must be PID 1 of a new one",
    },
  });
  t.match(checked({ placement: null })[2], { name: PLACE, ok: true, skip: /could not be seen/ });
});

t.test("what could not be seen is not checked, and says so", async (t) => {
  t.match(checked({ wiring: null })[1], { name: WIRING, ok: true, skip: /could not be seen/ });
});

t.test("what is left is named", async (t) => {
  t.match(checked({ leftovers: ["process 7", "mount /x"] })[3], {
    ...{ name: LEFT, ok: false, detail: { observed: "left behind: process 7, mount /x" } },
  });
});
