import t from "tap";
import { eventsOfLines } from "../../lib/results/event-lines.ts";

t.test("a last line that was cut off is left out", async (t) => {
  t.same(eventsOfLines('{"a":1}\n{"b":2}\n{"c":'), [{ a: 1 }, { b: 2 }]);
});

t.test("a last line that only lacks its newline counts", async (t) => {
  t.same(eventsOfLines('{"a":1}\n{"b":2}'), [{ a: 1 }, { b: 2 }]);
});

t.test("another line that is not JSON is named", async (t) => {
  t.throws(() => eventsOfLines('{"a":1}\nnonsense\n{"b":2}\n'), {
    name: "SyntaxError",
    message: /^line 2: /,
  });
});
