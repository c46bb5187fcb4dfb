import t from "tap";
import type { Page } from "../../../lib/reporters/progress/block-lines.ts";
import { scoreLines } from "../../../lib/reporters/progress/score-lines.ts";
import type { CaseResult } from "../../../lib/results/schema.ts";
import { sampleCase, skipped } from "../fixtures/sample-case.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const page = (width: number) => ({ paint: (_style: string, text: string) => text, width }) as unknown as Page;

function under(runtimes: readonly string[]): CaseResult[] {
  return runtimes.flatMap((runtime) =>
    sampleRun().cases.map((one) => ({ ...one, runtime, id: `${one.id} ${runtime}` })),
  );
}

t.test("of one runtime: wirings across by their short names", async (t) => {
  t.same(scoreLines(sampleRun().cases, page(80)), [
    "Score",
    "                                        direct  shim",
    "  no fault                              ✔✔✔‼    ✔✔✔✘",
    "  the log is deleted on its server      †✔✔     ✔✔✔",
    "  it is deleted, PID 1 writes on        †−✔     ∞✔·✘",
    "  the log is deleted through its mount  ✔✔✔     ✔✔✔",
    "  the log is deleted on a local disk    ✔✔✔     ✔◇✔",
    "  Signs: PID 1 († died, ∞ hang), its bytes (− lost, ◇ undelivered), its status;",
    "  ✔ ok; · not seen; ✘ a claim is broken; ‼ error of the suite itself",
    "",
  ]);
});

t.test("of several: a heading for each fault, wirings below it, runtimes across", async (t) => {
  t.same(scoreLines(under(["runc", "podman+crun"]), page(80)).slice(1, 7), [
    "                 runc  podman+crun",
    "  no fault",
    "    direct-file  ✔✔✔‼  ✔✔✔‼",
    "    shim-pipe    ✔✔✔✘  ✔✔✔✘",
    "  the log is deleted on its server",
    "    direct-file  †✔✔   †✔✔",
  ]);
});

t.test(
  "however many there are, it fits: names give way to numbers, and then to several tables",
  async (t) => {
    for (const [count, width, heads] of [
      [12, 80, 1],
      [30, 80, 3],
      [12, 40, 3],
    ] as const) {
      const names = Array.from({ length: count }, (_, index) => `containerd+runtime${index}`);
      const lines = scoreLines(under(names), page(width));
      t.same(
        lines.filter((line) => line.length > width),
        [],
        `${count} in ${width}`,
      );
      t.match(lines[1], "1 containerd+runtime0");
      t.equal(lines.filter((line) => line === "  no fault").length, heads);
      const cells = lines
        .filter((line) => line.startsWith("    direct-file"))
        .join("")
        .match(/†✔✔/g);
      t.equal(cells?.length, count);
    }
  },
);

t.test("a fault with a long name is cut, and one that nobody did is no score", async (t) => {
  const cases = [sampleCase({ fault: "x".repeat(200) })];
  t.equal(scoreLines(cases, page(80))[2]?.length, 80 - 3, "three signs of four, and the gap before them");
  t.same(scoreLines([sampleCase()], page(80)), []);
});

t.test("rows of which nothing ran are one line, however many they are", async (t) => {
  const faults = Array.from({ length: 20 }, (_, index) => `fault ${index}`);
  const unrun = faults.map((fault) => skipped({ fault, test: fault }, "the kernel has no nfs module"));
  const lines = scoreLines([sampleCase({ fault: "full" }), ...unrun], page(80));
  t.same(lines.slice(0, 4), [
    "Score",
    "        direct",
    "  full  ✔✔✔",
    "  Not run here: fault 0; fault 1; fault 2; fault 3; fault 4; fault 5; fault 6;",
  ]);
  t.notMatch(lines.join("\n"), "○");
  t.same(scoreLines(unrun.slice(0, 2), page(80)), [
    "Score",
    "  Nothing ran with direct-file. Not run here: fault 0; fault 1.",
    "",
  ]);
});
