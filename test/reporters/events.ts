import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { EventsReporter } from "../../lib/reporters/events.ts";
import { fileSink } from "../../lib/reporters/sinks.ts";
import { eventsOfLines } from "../../lib/results/event-lines.ts";
import { runOfEvents } from "../../lib/results/run-of-events.ts";
import { runEvent } from "../../lib/results/schema.ts";
import { memorySink } from "./fixtures/memory-sink.ts";
import { sampleEvents, sampleRun } from "./fixtures/sample-run.ts";
import { tell } from "./fixtures/tell.ts";

const run = sampleRun();
const events = sampleEvents(run);

t.test("each event is a line that comes back as it was", async (t) => {
  const sink = memorySink();
  await tell(new EventsReporter(sink), events);
  t.same(eventsOfLines(sink.text), events);
  t.ok(events.every((event) => runEvent.safeParse(event).success));
  t.ok(sink.ended);
});

t.test("each event is in the file before the next", async (t) => {
  const file = join(t.testdir(), "events.jsonl");
  const reporter = new EventsReporter(fileSink(file, "appended"));
  for (const [index, event] of events.slice(0, 5).entries()) {
    reporter.on(event);
    t.equal(readFileSync(file, "utf8").split("\n").length, index + 2);
  }
  await reporter.done();
});

t.test("cut off anywhere it still tells of the cases that had ended", async (t) => {
  const sink = memorySink();
  await tell(new EventsReporter(sink), events);
  const start = sink.text.indexOf("\n") + 1;
  for (let length = start; length < sink.text.length; length += 977) {
    const text = sink.text.slice(0, length);
    const ended = text
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.startsWith('{"type":"case-end"'));
    const cut = runOfEvents(eventsOfLines(text));
    if (cut?.cases.length !== ended.length || !cut.tail.interrupted) t.fail("cut", { length });
  }
  t.equal(runOfEvents(eventsOfLines(sink.text.slice(0, start - 2))), null);
});
