import t from "tap";
import { RunJsonReporter } from "../../lib/reporters/run-json.ts";
import { runFile } from "../../lib/results/schema.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

const run = sampleRun();

t.test("the document is the run, cases in the order of the plan", async (t) => {
  const sink = memorySink();
  const backwards = (index: number) => run.cases.length - 1 - index;
  await tell(new RunJsonReporter(sink), sampleEvents(run, backwards));
  t.same(runFile.parse(JSON.parse(sink.text)), run);
});

t.test("a run that never started writes nothing", async (t) => {
  const sink = memorySink();
  await tell(new RunJsonReporter(sink), []);
  t.equal(sink.text, "");
  t.ok(sink.ended);
});
