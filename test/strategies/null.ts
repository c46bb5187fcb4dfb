import t from "tap";
import { redirections } from "../../lib/runtimes/unshare-init.ts";
import { closed } from "../../lib/strategies/closed.ts";
import { nullDevice } from "../../lib/strategies/null.ts";
import { opened } from "./fixtures/opened.ts";

for (const [strategy, kind, words] of [
  [nullDevice, "null", "exec 0<>/dev/null 1<>/dev/null 2<>/dev/null "],
  [closed, "closed", "exec 0<&- 1>&- 2>&- "],
] as const) {
  t.test(`${strategy.name}: nothing is kept of what is written`, async (t) => {
    const { stdio } = await opened(t, strategy);
    t.same(stdio.sources, [{ kind }, { kind }, { kind }]);
    t.same(stdio.expected, [{ kind: "null" }, { kind: "null" }, { kind: "null" }]);
    t.equal(stdio.unlogged, true);
    t.ok(redirections(stdio.sources).startsWith(words), "as a shell does it");
    await stdio.drained();
  });
}
