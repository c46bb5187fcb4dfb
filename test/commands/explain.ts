import t from "tap";
import { fd012 } from "../fixtures/fd012.ts";

t.test("a claim is told in full: text, sources, how to see it by hand, what the outcomes mean", async (t) => {
  const { code, stdout, stderr } = await fd012(t, "explain", "stale-log/keep-writing");
  t.match({ code, stderr }, { code: 0, stderr: "" });
  for (const part of [
    /^stale-log\/keep-writing\n {2}\S.*\.\n/,
    /^ *SEE: .*what happened is recorded/m,
    /^Sources\n {2}containerd#12462/m,
    /^Runs under direct-file, shim-pipe.* on stalefs/m,
    /^By hand\n {2}1\. start node images\/node\/workloads\/keep-writing\.cjs as PID 1/m,
    /^The workload, images\/node\/workloads\/keep-writing\.cjs\n[\s\S]*writeLines\(64\)/m,
    /^Outcomes\n[\s\S]*stale-abort/m,
  ])
    t.match(stdout, part);
});

t.test("where the workload is not PID 1, the steps by hand say so", async (t) => {
  t.match((await fd012(t, "explain", "pid1-abort/not-pid1/under-init")).stdout, /as the child of an init/);
});
