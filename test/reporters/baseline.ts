import t from "tap";
import { BaselineReporter } from "../../lib/reporters/baseline.ts";
import { baselineOf } from "../../lib/results/baseline.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

t.test("the document is the run's baseline", async (t) => {
  const sink = memorySink();
  await tell(new BaselineReporter(sink), sampleEvents(sampleRun()));
  t.same(JSON.parse(sink.text), baselineOf(sampleRun()));
});

t.test("a run that never started writes nothing", async (t) => {
  const sink = memorySink();
  await tell(new BaselineReporter(sink), []);
  t.equal(sink.text, "");
  t.ok(sink.ended);
});
