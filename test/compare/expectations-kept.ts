import t from "tap";
import { refusedImage, refusedRuntime } from "../../lib/commands/name-refusals.ts";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { asideOf, violationsOf } from "../../lib/compare/expectations-kept.ts";
import { wrongRange } from "../../lib/compare/version-range.ts";
import { broken, known, runOf } from "./fixtures/runs.ts";

const names = { ...known, refusals: { runtime: refusedRuntime, image: refusedImage } };
const found = (versions: Record<string, string>, over: Partial<Expectation>) => {
  const run = runOf(...Object.keys(versions).map((runtime) => broken({ runtime })));
  const entry = { case: "exit-status/code/0", bug: "runc#1", expires: "2026-12-31", ...over };
  const expectations = [{ ...entry, verdict: "broken" as const }];
  const head = { ...run.head, runtimes: versions };
  const violations = violationsOf({ ...run, head }, { expectations, known: names, today: "2026-06-01" });
  return { violations, aside: asideOf({ ...run, head }, expectations) };
};
const podman = { podman: "4.3.1 (conmon 2.1.6, crun 1.8.1)" };
const runc = { runc: "1.1.5+ds1-1" };
const when = (version: string, runtime?: string) => ({ when: { version }, ...(runtime && { runtime }) });

t.test("a part that a version does not name is told", async (t) => {
  for (const [versions, over] of [
    [runc, when("cron >=1.1", "runc")],
    [runc, when("cron >=1.1")],
    [runc, when("crun >=1.1", "runc")],
    [podman, when("cron >=1.1", "podman")],
    [podman, when("cron >=1.1")],
    [{ ...podman, ...runc }, when("conmn >=2")],
  ] as const)
    t.match(
      found(versions, over).violations,
      [/ matches nothing: no version of .* here has a part (cron|crun|conmn) \(/],
      JSON.stringify(over),
    );
});

t.test(
  "a part that another machine's version may name is set aside, and what is named applies",
  async (t) => {
    const aside = { violations: [], aside: 1 };
    t.same(found(podman, when("runc >=1.1", "podman")), aside, "the engine found crun here");
    t.same(found(runc, when("conmon >=2")), aside);
    t.same(found(runc, when("crun >=1.1")), aside);
    t.same(found(runc, when("kata-runtime >=3", "podman+kata")), aside, "it is not in the run");
    t.same(found(podman, when("crun >=2", "podman")), aside);
    for (const range of ["crun >=1.8", "conmon >=2", ">=4"])
      t.same(found(podman, when(range, "podman")), { violations: [], aside: 0 }, range);
    const kata = { "podman+kata": "4.3.1 (conmon 2.1.6, kata-runtime 3.2.0)" };
    t.same(found(kata, when("kata-runtime >=3")), { violations: [], aside: 0 });
  },
);

t.test("a kernel has no parts", async (t) => {
  t.equal(wrongRange({ when: { kernel: "linux >=6" } }), "linux >=6");
  t.equal(wrongRange({ when: { kernel: ">=6" } }), null);
});

t.test("a runtime or an image that no run can have is told; one that the run has is known", async (t) => {
  t.match(found(runc, { runtime: "runc+crnu" }).violations, [/no runtime runc\+crnu: runc takes no/]);
  t.match(found(runc, { image: "nodd" }).violations, [/no image nodd: There is no image "nodd"/]);
  t.same(found(runc, { image: "node:12" }), { violations: [], aside: 1 });
  t.same(
    found({ "runc+odd": "1" }, { runtime: "runc+odd" }).violations,
    [],
    "by the name that the user gave",
  );
  const run = runOf(broken({ image: "odd" }));
  const head = { ...run.head, images: { odd: "odd:1" } };
  const entry = { case: "exit-status/code/0", bug: "runc#1", expires: "2026-12-31", image: "odd" };
  const expectations = [{ ...entry, verdict: "broken" as const }];
  t.same(violationsOf({ ...run, head }, { expectations, known: names, today: "2026-06-01" }), []);
});
