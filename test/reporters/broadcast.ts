import t from "tap";
import { broadcast } from "../../lib/reporters/broadcast.ts";
import { EventsReporter } from "../../lib/reporters/events.ts";
import type { Reporter } from "../../lib/reporters/reporter.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

const events = sampleEvents(sampleRun());

function breakingAt(where: "on" | "done"): Reporter {
  return {
    on() {
      if (where === "on") throw new Error("no more");
    },
    async done() {
      throw new Error("cannot close");
    },
  };
}

for (const [where, problem] of [
  ["on", "the bad reporter broke: no more"],
  ["done", "the bad reporter broke: cannot close"],
] as const) {
  t.test(`a reporter that breaks in ${where} is told of once and harms no other`, async (t) => {
    const [before, after] = [memorySink(), memorySink()];
    const problems: string[] = [];
    const all = new Map<string, Reporter>([
      ["first", new EventsReporter(before)],
      ["bad", breakingAt(where)],
      ["last", new EventsReporter(after)],
    ]);
    await tell(
      broadcast(all, (text) => problems.push(text)),
      events,
    );
    t.same(problems, [problem]);
    t.equal(before.text, after.text);
    t.equal(after.text.split("\n").length, events.length + 1);
    t.ok(before.ended && after.ended);
  });
}
