import t from "tap";
import { reporters } from "../../lib/reporters/table.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";

const events = sampleEvents(sampleRun());

t.test("names and files are unique", async (t) => {
  const files = reporters.map(({ file }) => file).filter((file) => file !== null);
  t.equal(new Set(reporters.map(({ name }) => name)).size, reporters.length);
  t.equal(new Set(files).size, files.length);
});

t.test("what goes to the run directory has a file there", async (t) => {
  for (const { name, destination, file } of reporters) t.ok(destination !== "run-directory" || file, name);
});

for (const kind of reporters.filter(({ name }) => name !== "html")) {
  t.test(`${kind.name} reports a run`, async (t) => {
    const sink = memorySink();
    const reporter = await kind.create(sink);
    for (const event of events) reporter.on(event);
    await reporter.done();
    t.match(sink.text, "stale-log");
    t.ok(sink.ended);
  });
}
