import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import type { StreamLedger } from "../../lib/results/schema.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

// Not the ends amid which node's own threads race one another: a default SIGTERM now and then waits for one of them for ever.
const endings = ["natural", "process-exit", "sigterm-listener"].map((name) => `stale-log/exit-after/${name}`);
const claims = [...endings, "stale-log/keep-writing", "pid1-abort/node-abort", "exit-status/signal/*"];

t.test(
  "the same cases end in the same way with the kernel trace and without it",
  needs("root", "fuse", "tracefs"),
  async (t) => {
    const place = new Place(t);
    const seen = async (...options: string[]) => {
      const out = join(place.directory, `report${options.length}`);
      const words = [
        "--runtime",
        "unshare",
        "--filesystem",
        "stalefs",
        "--filesystem",
        "local",
        "--out",
        out,
      ];
      const { code, stderr } = await place.run(t, "run", ...words, ...options, ...claims);
      t.equal(code, 0, stderr);
      return (await readRun(out)).cases;
    };
    const [traced, untraced] = [await seen(), await seen("--no-kernel-trace")];
    const observed = (cases: typeof traced) =>
      cases.map(({ id, observation }) => [id, observation?.fate.reported, observation?.ledger.map(ownBytes)]);
    t.same(observed(untraced), observed(traced));
    t.ok(
      traced.some(({ observation }) => (observation?.evidence.trace.length ?? 0) > 0),
      "one was traced",
    );
    for (const { observation } of untraced.filter(({ verdict }) => verdict !== "skip"))
      t.match(
        observation?.evidence,
        { missing: /--no-kernel-trace/, trace: { length: 0 } },
        "the other was not",
      );
  },
);

t.test("what is required cannot be left out", async (t) => {
  const words = ["--runtime", "unshare", "--require", "kernel-trace", "--no-kernel-trace"];
  const { code, stderr } = await new Place(t).run(t, "run", ...words);
  t.match({ code, stderr }, { code: 2, stderr: /^fd012: [^\n]*contradict[^\n]*\n$/ });
});

/** What the workload itself wrote. How many lines of its native stack node writes amid an abort differs each time. */
function ownBytes({ acked, lost, torn, duplicated, reordered, failed }: StreamLedger) {
  return { acked, lost, torn, duplicated, reordered, failed };
}
