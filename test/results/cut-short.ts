import t from "tap";
import { endOfCutRun } from "../../lib/results/cut-short.ts";
import { runOfEvents } from "../../lib/results/run-of-events.ts";
import { runEvent } from "../../lib/results/schema.ts";
import { sampleEvents, sampleRun } from "../reporters/fixtures/sample-run.ts";

const run = sampleRun();
// run-start, the first case, and the start of the second.
const events = sampleEvents(run).slice(0, 4);
const lost = { why: "It went away.", lines: ["one", "two"], milliseconds: 12.4 };

t.test("what was under way is an error with the last lines, what had not begun is skipped", async (t) => {
  const rest = endOfCutRun(events, lost);
  t.ok(rest.every((event) => runEvent.safeParse(event).success));
  const whole = runOfEvents([...events, ...rest]);
  t.equal(whole?.cases.length, run.cases.length, "nothing is missing");
  const [first, second, third] = whole?.cases ?? [];
  t.same(first, run.cases[0], "what had ended stays as it was");
  t.match(second, {
    id: run.cases[1]?.id,
    verdict: "error",
    reason: "It went away.",
    outcome: null,
    assertions: [{ ok: false, detail: { "its last lines": "one\ntwo" } }],
  });
  t.match(third, { verdict: "skip", reason: "it had not begun: It went away." });
  t.match(whole?.tail, {
    counts: { held: 0, recorded: 1, harmed: 1, broken: 0, error: 1, skip: run.cases.length - 2 },
    ...{ milliseconds: 12, interrupted: false, problems: { length: 0 }, exitCode: 1 },
  });
});

t.test("between two cases it is the run's own problem", async (t) => {
  const whole = runOfEvents([...events.slice(0, 3), ...endOfCutRun(events.slice(0, 3), lost)]);
  t.match(whole?.tail, { problems: ["It went away."], exitCode: 1, counts: { error: 0 } });
});

t.test("an interruption makes no results", async (t) => {
  const rest = endOfCutRun(events, { ...lost, why: null });
  t.match(rest, [
    {
      type: "run-end",
      tail: { interrupted: true, exitCode: 130, problems: { length: 0 }, counts: { recorded: 1, error: 0 } },
    },
  ]);
  t.equal(rest.length, 1);
});
