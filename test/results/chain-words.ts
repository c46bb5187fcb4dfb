import t from "tap";
import { chainLine, chainWords } from "../../lib/results/chain-words.ts";
import { STALE_CHAIN } from "../reporters/fixtures/sample-observation.ts";

t.test("links that nothing shows directly say so", async (t) => {
  t.same(chainWords(STALE_CHAIN).slice(0, 3), [
    "fstat(1) ESTALE",
    "node::ResetStdio (inferred)",
    "write(2) ESTALE ×8",
  ]);
});

t.test("a chain is one line", async (t) => {
  t.equal(chainLine(STALE_CHAIN.slice(-2)), "second abort(3) (inferred) → _exit(127)");
  t.equal(chainLine([]), "");
});
