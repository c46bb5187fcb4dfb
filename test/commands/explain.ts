import t from "tap";
import { pageOf } from "../../lib/commands/explain.ts";
import { suites } from "../../suites/index.ts";
import { fd012 } from "../fixtures/fd012.ts";

t.test("a claim is a page of a manual, its sections in order", async (t) => {
  const { code, stdout, stderr } = await fd012(t, "explain", "stale-log/keep-writing");
  t.match({ code, stderr }, { code: 0, stderr: "" });
  t.same(stdout.match(/^[A-Z][A-Z ]+$/gm), [
    ...["NAME", "CLAIM", "LEVEL", "WHY", "SOURCES", "RUNS UNDER", "BY HAND", "WORKLOAD"],
    ...["OUTCOMES", "HARMS", "SEE ALSO"],
  ]);
  for (const part of [
    /^NAME\n {7}stale-log\/keep-writing - the log is deleted/,
    /^ {7}SEE: .*recorded/m,
    /^SOURCES\n {7}containerd#12462/m,
    /^ {7}Strategies: direct-file, shim-pipe/m,
    /^BY HAND\n {8}1\. start the runtime with node\s+images\/node\/workloads\/keep-writing\.cjs\s+as\s+PID 1/m,
    /^WORKLOAD\n {7}images\/node\/workloads\/keep-writing\.cjs:\n[\s\S]*writeLines\(64\)/m,
    /^OUTCOMES\n[\s\S]*stale-abort/m,
    /^SEE ALSO\n {7}fd012 run stale-log\/keep-writing/m,
  ])
    t.match(stdout, part);
});

t.test("what concerns the start comes before PID 1 runs", async (t) => {
  const { stdout } = await fd012(t, "explain", "wiring/closed-all");
  t.match(
    stdout,
    /^BY HAND\n +1\. start the runtime with 0<&- 1<&- 2<&-; PID 1 is [\s\S]*? 2\. wait until [\s\S]*? 3\. ls -l \/proc\/PID\/fd/m,
  );
  t.match(
    (await fd012(t, "explain", "pid1-abort/not-pid1/under-init")).stdout,
    /1\. start it as the child of an init/,
  );
});

t.test("outcomes and harms that a claim cannot have are left out", async (t) => {
  const { stdout } = await fd012(t, "explain", "wiring/strategy-honoured");
  t.notMatch(stdout, /stale-abort|ERRNO NAME|holes N|exec-N/);
  t.match((await fd012(t, "explain", "stale-handle/operations")).stdout, /ERRNO NAME/);
});

t.test("lines are as wide as the terminal, but for the workload's", async (t) => {
  for (const suite of suites)
    for (const test of suite.tests)
      for (const columns of [60, 80]) {
        const text = String(pageOf(test, suite, columns)).replace(/^WORKLOAD\n[\s\S]*?^OUTCOMES/m, "");
        const wide = text
          .split("\n")
          .filter(
            (line) => line.length > columns && line.trim().includes(" ") && !/^\s*(\d+\. )?\S+$/.test(line),
          );
        t.same(wide, [], `${suite.name}/${test.name} in ${columns}`);
      }
});
