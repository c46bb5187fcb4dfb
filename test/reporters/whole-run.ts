import t from "tap";
import { WholeRunReporter } from "../../lib/reporters/whole-run.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

const run = sampleRun();

t.test("the run is rendered once it has ended, or was cut off", async (t) => {
  for (const [events, interrupted] of [
    [sampleEvents(run), false],
    [sampleEvents(run).slice(0, 5), true],
  ] as const) {
    const sink = memorySink();
    await tell(new WholeRunReporter(sink, ({ tail }) => JSON.stringify(tail.interrupted)), events);
    t.equal(sink.text, String(interrupted));
    t.ok(sink.ended);
  }
});

t.test("a run that never started writes nothing", async (t) => {
  const sink = memorySink();
  await tell(new WholeRunReporter(sink, () => "text"), []);
  t.match(sink, { text: "", ended: true });
});
