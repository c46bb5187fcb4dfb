import t from "tap";
import { blocksOf } from "../../../lib/reporters/svg/blocks.ts";
import type { CaseResult } from "../../../lib/results/schema.ts";
import { diedBy, sampleCase, skipped } from "../fixtures/sample-case.ts";

const RUNTIMES = ["runc", "crun", "docker", "lxc"];

function on(runtimes: readonly string[], over: Partial<CaseResult>): CaseResult[] {
  return runtimes.map((runtime) => sampleCase({ ...over, runtime }));
}

const harms = [diedBy("exit 127")];

t.test("a row for the faults with the same results, a line for those without harm", async (t) => {
  const { blocks, columns } = blocksOf([
    ...on(RUNTIMES, { fault: "deleted", harms }),
    ...on(RUNTIMES, { fault: "full" }),
    ...on(RUNTIMES, { fault: "EIO", harms }),
  ]);
  t.same(columns, RUNTIMES);
  t.equal(blocks.length, 1, "nothing ran with the other wiring");
  t.same(
    blocks[0]?.rows.map(({ faults }) => faults),
    [["deleted", "EIO"]],
  );
  t.same(blocks[0]?.harmless, ["full"]);
});

t.test("what ran on fewer than three runtimes has no row, unless there are no more", async (t) => {
  const few = on(["runc", "crun"], { fault: "rare", harms });
  t.equal(blocksOf([...few, ...on(RUNTIMES, { fault: "full", harms })]).blocks[0]?.rows.length, 1);
  t.same(blocksOf(few).blocks[0]?.rows[0]?.faults, ["rare"]);
  t.same(blocksOf([sampleCase()]), { columns: [], blocks: [] });
});

t.test("a runtime that cannot give PID 1 the file shows what a redirection does", async (t) => {
  const fault = "deleted";
  const { blocks } = blocksOf([
    ...on(["runc", "crun"], { fault }),
    ...on(["runc", "crun", "docker"], { fault, strategy: "redirect", harms }),
    skipped({ fault, runtime: "docker" }, "it has its own log"),
  ]);
  t.same([...(blocks[0]?.instead ?? [])], [[2, "redirected"]]);
  t.same(
    blocks[0]?.rows[0]?.cells.map((cell) => cell?.worst?.pid1),
    ["ok", "ok", "died"],
  );
});

t.test("a broken claim is no row of those without harm", async (t) => {
  const { blocks } = blocksOf(on(RUNTIMES, { fault: "full", verdict: "broken" }));
  t.equal(blocks[0]?.rows.length, 1);
  t.same(blocks[0]?.harmless, []);
});

t.test("a runtime that gives PID 1 a pipe in place of the file is marked", async (t) => {
  const fault = "deleted";
  const cases = [
    ...on(["runc"], { fault, harms, outcome: "exit 0 · relayed · lost 0" }),
    ...on(["crun", "lxc"], { fault, harms }),
  ];
  t.same([...(blocksOf(cases).blocks[0]?.instead ?? [])], [[0, "relayed"]]);
});
