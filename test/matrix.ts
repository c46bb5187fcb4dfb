import t from "tap";
import { matrix } from "../lib/matrix.ts";
import type { Place } from "../lib/runtimes/runtime.ts";
import { directFile } from "../lib/strategies/direct-file.ts";
import { redirect } from "../lib/strategies/redirect.ts";
import type { Strategy } from "../lib/strategies/strategy.ts";
import { plainImage } from "./case/fixtures/one-case.ts";
import { plainRuntime } from "./case/fixtures/plain-runtime.ts";
import { selection } from "./fixtures/selection.ts";
import { planned } from "./runtimes/fixtures/planned.ts";

const cells = (...words: Parameters<typeof selection>) =>
  matrix(selection(...words)).map(({ plan }) => `${plan.test} ${plan.strategy} ${plan.filesystem}`);
const skips = (...words: Parameters<typeof selection>) => matrix(selection(...words)).map(({ skip }) => skip);

t.test("every claim stands on every combination that it makes sense for, claim by claim", async (t) => {
  t.same(cells(), [
    "first direct-file local",
    "first shim-pipe local",
    "first direct-file tmpfs",
    "first shim-pipe tmpfs",
    "second direct-file local",
    "second shim-pipe local",
  ]);
});

t.test("what was not chosen is not there", async (t) => {
  t.same(cells({ patterns: ["one/second"], strategies: [directFile] }), ["second direct-file local"]);
  t.same(cells({ patterns: ["one/second"], filesystems: [] }), []);
});

t.test("a variant takes the claims of its file system, and those that name it", async (t) => {
  const [local] = selection().filesystems;
  if (!local) throw new Error("the selection has no file system");
  const variant = (variantOf?: string) => ({
    patterns: ["one/second"],
    strategies: [directFile],
    filesystems: [{ ...local, name: "tmpfs", variantOf }],
  });
  t.same(cells(variant("local")), ["second direct-file tmpfs"]);
  t.same(cells(variant("stalefs")), []);
  t.same(cells({ ...variant("stalefs"), patterns: ["one/first"] }), ["first direct-file tmpfs"]);
});

t.test("runtimes and images multiply, and every case has a name of its own", async (t) => {
  const runtimes = [plainRuntime(), { ...plainRuntime(), name: "other" }];
  const images = [plainImage, { ...plainImage, name: "node:other" }];
  const cases = matrix(selection({ runtimes, images }));
  t.equal(cases.length, 24);
  t.equal(new Set(cases.map(({ plan }) => plan.id)).size, 24);
  t.equal(cases[0]?.plan.id, "one/first plain direct-file local node:plain");
});

t.test("a claim about a program runs on images of that program and on no others", async (t) => {
  const images = [plainImage, { ...plainImage, name: "abort", program: "abort" as const }];
  const of = (program: "node" | "abort") =>
    matrix(selection({ images, patterns: ["one/first"] }, { program })).map(({ plan }) => plan.image);
  t.same(new Set(of("node")), new Set(["node:plain"]));
  t.same(new Set(of("abort")), new Set(["abort"]));
});

t.test("what cannot run is skipped with its reason, not left out", async (t) => {
  const runtimes = [plainRuntime({ strategies: ["direct-file"] })];
  t.same(skips({ runtimes, patterns: ["one/second"] }), [null, "plain cannot wire shim-pipe"]);
  const missing = new Map([["tmpfs", "there is none; make one"]]);
  t.same(skips({ missing, patterns: ["one/first"], strategies: [directFile] }), [
    null,
    "there is none; make one",
  ]);
  t.same(
    new Set(skips({ missing: new Map([["node:plain", "no compiler"]]), strategies: [directFile] })),
    new Set(["no compiler"]),
  );
  const place = {
    patterns: ["one/first"],
    strategies: [directFile],
    filesystems: selection().filesystems.slice(0, 1),
  };
  t.same(skips(place, { places: ["under-init", "pid1"] }), [null], "the next one that it can do");
  t.same(skips(place, { places: ["under-init"] }), ["plain cannot run a workload under-init"]);
  const plan = () => ({ cannot: "the engine relays here" });
  t.same(skips({ ...place, runtimes: [{ ...plainRuntime(), plan }] }), ["the engine relays here"]);
});

t.test("a wiring that a shell of the image makes is skipped where the image has none", async (t) => {
  const of = (program: "node" | "npm" | "abort" | "actor", strategy: Strategy) =>
    skips(
      {
        runtimes: [plainRuntime({ strategies: [strategy.name] })],
        strategies: [strategy],
        images: [{ ...plainImage, name: program, program }],
        patterns: ["one/first"],
      },
      { program, filesystems: ["local"], strategies: [strategy.name], workload: "actor" },
    );
  for (const program of ["abort", "actor"] as const) {
    t.same(of(program, redirect), [`redirect is made by a shell in the image, and ${program} has none`]);
    t.same(of(program, directFile), [null]);
  }
  for (const program of ["node", "npm"] as const) t.same(of(program, redirect), [null], program);
});

t.test("a claim runs in the first of its places that offers what it needs", async (t) => {
  const plain = plainRuntime();
  const plan: typeof plain.plan = (cell) => ({
    ...planned(plain, { place: "pid1" }),
    offers: new Set(cell.place === "pid1" ? [] : ["own-reader"]),
  });
  const of = (...places: [Place, ...Place[]]) =>
    matrix(
      selection(
        { patterns: ["one/first"], strategies: [directFile], runtimes: [{ ...plain, plan }] },
        { needs: ["own-reader"], places, filesystems: ["local"] },
      ),
    ).map(({ plan: { place }, skip, runtimePlan }) => [place, skip, runtimePlan?.offers.has("own-reader")]);
  t.same(of("pid1", "host-pid-namespace"), [["host-pid-namespace", null, true]]);
  t.match(of("pid1"), [["pid1", /is not called with PID 1's stdio/, false]]);
});

t.test("a claim that owns a daemon runs where the suite can have one", async (t) => {
  const over = {
    patterns: ["one/first"],
    strategies: [directFile],
    filesystems: selection().filesystems.slice(0, 1),
  };
  const owning = { owns: ["daemon"] as const };
  t.same(skips(over, owning), ["plain has no daemon of the suite's own"]);
  t.same(skips({ ...over, runtimes: [plainRuntime({ offers: () => ["daemon"] })] }, owning), [null]);
});

t.test("a claim about the caller's stdio runs where the caller has it, strategy by strategy", async (t) => {
  const over = { patterns: ["one/first"], filesystems: selection().filesystems.slice(0, 1) };
  const skipsOf = (...withIt: string[]) => {
    const offers = (strategy: string) => (withIt.includes(strategy) ? (["caller-stdio"] as const) : []);
    return skips({ ...over, runtimes: [plainRuntime({ offers })] }, { caller: { closed: [0] } });
  };
  const no = "plain is not called with PID 1's stdio";
  t.same(skipsOf("direct-file", "shim-pipe"), [null, null]);
  t.same(skipsOf(), [no, no]);
  t.same(skipsOf("direct-file"), [null, no]);
});
