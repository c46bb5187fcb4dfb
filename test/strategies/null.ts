import t from "tap";
import { redirections } from "../../lib/runtimes/calling.ts";
import { closed } from "../../lib/strategies/closed.ts";
import { nullDevice } from "../../lib/strategies/null.ts";
import { opened } from "./fixtures/opened.ts";
import { saysOf } from "./fixtures/required.ts";

const nothing = "closed, /dev/null, or a pipe whose other end nobody but the runtime holds";
const isNull = ["/dev/null open for reading", "/dev/null open for writing", "/dev/null open for writing"];

for (const [strategy, kind, words, says] of [
  [nullDevice, "null", "exec 0<>/dev/null 1<>/dev/null 2<>/dev/null ", isNull],
  [closed, "closed", "exec 0<&- 1>&- 2>&- ", [nothing, nothing, nothing]],
] as const) {
  t.test(`${strategy.name}: nothing is kept of what is written`, async (t) => {
    const { stdio } = await opened(t, strategy);
    t.same(stdio.sources, [{ kind }, { kind }, { kind }]);
    t.same(
      saysOf(stdio),
      says.map((what, fd) => `fd ${fd} is ${what}`),
    );
    t.equal(stdio.unlogged, true);
    t.ok(redirections(stdio.sources).startsWith(words), "as a shell does it");
    await stdio.drained();
  });
}
