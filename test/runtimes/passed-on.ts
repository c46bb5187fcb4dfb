import t from "tap";
import { passingOn } from "../../lib/runtimes/passed-on.ts";
import { directFile } from "../../lib/strategies/direct-file.ts";
import { pty } from "../../lib/strategies/pty.ts";

const never = () => {
  throw new Error("nothing is started here");
};

t.test("who passes a strategy's descriptors on offers what the strategy does, and no more", async (t) => {
  const offers = (strategy: typeof pty) => [...passingOn(strategy, { launch: never, byHand: never }).offers];
  t.same(offers(directFile), ["caller-stdio", "own-reader"]);
  t.same(offers(pty), ["caller-stdio", "own-reader", "terminal"]);
});
