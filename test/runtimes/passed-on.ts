import t from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { passingOn } from "../../lib/runtimes/passed-on.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import { pty } from "../../lib/strategies/pty.ts";

const never = () => {
  throw new Error("nothing is started here");
};

/** Where there is perl, the caller's signals can be set. */
const perls = findProgram("perl") ? ["caller-process"] : [];

t.test("who passes a strategy's descriptors on offers what the strategy does, and no more", async (t) => {
  const offers = (strategy: typeof pty) => [...passingOn(strategy, { launch: never, byHand: never }).offers];
  t.same(offers(directFile), ["caller-stdio", "own-reader", ...perls]);
  t.same(offers(pty), ["caller-stdio", "own-reader", ...perls, "terminal"]);
});
