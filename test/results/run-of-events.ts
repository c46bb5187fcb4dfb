import t from "tap";
import { eventsOfRun, runOfEvents } from "../../lib/results/run-of-events.ts";
import { runEvent } from "../../lib/results/schema.ts";
import { sampleEvents, sampleRun } from "../reporters/fixtures/sample-run.ts";

const run = sampleRun();

t.test("a run comes back from its events, whatever the order in which cases ended", async (t) => {
  const backwards = (index: number) => run.cases.length - 1 - index;
  t.same(runOfEvents(sampleEvents(run, backwards)), run);
});

t.test("events that are made from a run tell of it", async (t) => {
  const events = eventsOfRun(run);
  t.ok(events.every((event) => runEvent.safeParse(event).success));
  t.same(runOfEvents(events), run);
});

t.test("of a run that was cut off there is what had ended", async (t) => {
  const cut = runOfEvents(sampleEvents(run).slice(0, 4));
  t.same(cut?.cases, run.cases.slice(0, 1));
  const two = runOfEvents(sampleEvents(run).slice(0, 5));
  t.equal(two?.cases.length, 2);
  t.equal(
    two?.tail.milliseconds,
    two?.cases.reduce((sum, one) => sum + one.milliseconds, 0),
  );
  t.match(cut?.tail, {
    counts: { held: 0, recorded: 1, harmed: 1, broken: 0, skip: 0, error: 0 },
    interrupted: true,
    exitCode: 130,
    problems: ["the run was cut off after 1 of 67 cases"],
  });
});

t.test("without a start there is no run", async (t) => {
  t.equal(runOfEvents([]), null);
});
