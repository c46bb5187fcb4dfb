import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { placeWithKernels, vm } from "../commands/fixtures/kernels.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const claim = ["server-gone/exit-natural", "--strategy", "direct-file"];

t.test(
  "with the server stopped a hard mount's PID 1 waits, and is found and ended",
  needs(...vm),
  async (t) => {
    const place = placeWithKernels(t);
    const out = join(place.directory, "report");
    const words = ["--vm", "6.1", "--filesystem", "nfs3", "--timeout", "3", "--out", out];
    const { code, stderr } = await place.run(t, "run", ...words, ...claim);
    t.equal(code, 1, stderr);
    const [one] = (await readRun(out)).cases;
    t.match(one, { verdict: "broken", outcome: "hang · lost 0", harms: [{ harm: "hang" }] });
    t.match(one?.observation?.fate.actual, { kind: "hang", where: /^D .* in \w*rpc/ });
    t.same(one?.observation?.leftovers, []);
    t.same(remains(place.temporary, []), []);
  },
);
