import t from "tap";
import { MOST_SAID, StartFailed } from "../../lib/runtimes/runtime.ts";

t.test("of what a runtime said as it gave up, the end is kept", async (t) => {
  const { said } = new StartFailed("it gave up", `${"x".repeat(10_000_000)}the reason`);
  t.equal(said.length, MOST_SAID);
  t.match(said, /xthe reason$/);
});
