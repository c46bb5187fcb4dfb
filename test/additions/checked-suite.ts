import t from "tap";
import { checkedSuite } from "../../lib/additions/checked-suite.ts";
import { type Claim, suite } from "../../lib/suite.ts";
import { suites } from "../../suites/index.ts";

const body = async () => {};
const claim: Claim = {
  claim: "It holds",
  level: "MUST",
  cites: ["a clause"],
  strategies: ["direct-file"],
  filesystems: ["local"],
  workload: "wait",
  byHand: ["look"],
};
const of = (change: object, name = "a/b") =>
  suite("mine", "Mine", (test) => test(name, { ...claim, ...change }, body));

t.test("a suite of fd012's own is one", async (t) => {
  for (const one of suites) t.equal(checkedSuite(one), one, one.name);
  const one = of({});
  t.equal(checkedSuite(one), one);
});

t.test("what is no suite at all is told how to be one", async (t) => {
  for (const value of [undefined, null, 1, "suite", [], {}, suite])
    t.match(checkedSuite(value), /no suite; write: export default suite/);
});

t.test("names can be typed and matched, and none is there twice", async (t) => {
  for (const name of ["", "Mine", "my claims", "a/b", "*"])
    t.match(checkedSuite({ ...of({}), name }), /^a suite is called by/);
  t.match(checkedSuite({ ...of({}), title: " " }), /no title/);
  t.match(checkedSuite({ ...of({}), tests: [] }), /no claims/);
  for (const name of ["", "a b", "a//b", "/a", "*"]) t.match(checkedSuite(of({}, name)), /has a name of/);
  const twice = suite("mine", "Mine", (test) => [1, 2].map(() => test("a", claim, body)));
  t.equal(checkedSuite(twice), 'two claims are called "mine/a"');
});

t.test("what a claim must say, and what there is not, is named", async (t) => {
  for (const [change, words] of [
    [{ claim: undefined }, "says no claim"],
    [{ level: "MAY" }, 'has the level "MAY"'],
    [{ cites: [] }, "cites nothing"],
    [{ byHand: [""] }, "has no steps by hand"],
    [{ body: undefined }, "has no body"],
    [{ strategies: "direct-file" }, "names no strategies"],
    [{ strategies: ["direct-file", "direkt"] }, 'names a strategy "direkt"'],
    [{ filesystems: [] }, "names no file systems"],
    [{ filesystems: ["locl"] }, 'names a file system "locl"'],
    [{ needs: ["fil"] }, 'needs "fil"; there are '],
    [{ needs: ["daemon"] }, "needs a daemon and does not own one"],
    [{ program: "perl" }, 'is about "perl"; there are node'],
    [{ program: "toString" }, 'is about "toString"'],
    [{ rootfs: "no-devs" }, 'wants a root file system "no-devs"; there are '],
    [{ workload: "wai" }, 'has a workload "wai"'],
    [{ workload: "control" }, 'has a workload "control"'],
  ] as const) {
    const one = of(change);
    const wrong = { ...one, tests: one.tests.map((test) => ({ ...test, ...change })) };
    t.ok(String(checkedSuite(wrong)).startsWith(`mine/a/b ${words}`), String(checkedSuite(wrong)));
  }
  const ends = { meant: [{ kind: "exit", code: 0 }], workload: "control" };
  t.type(checkedSuite(of(ends)), "object", "the claim itself may say how a workload means to end");
});
