import XMLBuilder from "fast-xml-builder";
import { allowedWords } from "../results/allowed-words.ts";
import { attemptLines, isFlaky } from "../results/flaky.ts";
import { type GatedStatus, gatedStatuses } from "../results/gated-status.ts";
import { harmLines } from "../results/harm-words.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";
import { isHarmed } from "../results/standing.ts";
import { failureLines } from "./failure-lines.ts";
import { visible } from "./visible-text.ts";

/**
 * JUnit XML as viewers read it, and as both of the schemas that are in use take it: Jenkins' junit-10.xsd and the one of Apache Ant's
 * tasks (windyroad). Flat: a `testsuite` for each suite. The suite's own faults are `error`; what belongs to no case is a test case of
 * its own, since Ant's schema has no other place that a viewer would look at. Nor does it know `flakyFailure`, or output of a single
 * case: what is flaky stands in the `system-out` of its suite. Held and recorded pass; for a case that passed and was harmed its suite has a
 * property, since neither schema lets a case have any. Who merges by this file counts its failures: what a gate let pass is
 * `skipped` and stands there too, and what did not pass the gate is a failure whatever its verdict.
 */
export function junitOf(run: RunFile): string {
  const bySuite = new Map<string, CaseResult[]>();
  for (const one of run.cases) bySuite.set(one.suite, [...(bySuite.get(one.suite) ?? []), one]);
  const suites = [...bySuite].map(([name, cases]) => suiteOf(name, cases, run));
  const all = [...suites, ...runItself(run)].map((suite, id) => ({
    [ATTRIBUTES]: { id, ...suite.attributes },
    ...suite.elements,
  }));
  return `${DECLARATION}${builder.build({ testsuites: { testsuite: all } })}`;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ATTRIBUTES = "@";
const TEXT = "#text";
const PACKAGE = "fd012";
const LET_PASS = "let pass by the gate";

// It escapes `>` too, so that no `]]>` is left; what is illegal in XML never gets so far, for all text is visible text.
const builder = new XMLBuilder({
  attributesGroupName: ATTRIBUTES,
  attributeNamePrefix: "",
  ignoreAttributes: false,
  textNodeName: TEXT,
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

interface Suite {
  readonly attributes: Record<string, string | number>;
  readonly elements: Record<string, unknown>;
}

function suiteOf(name: string, cases: readonly CaseResult[], run: RunFile): Suite {
  const statusOf = gatedStatuses(run.tail);
  const count = (...words: GatedStatus["status"][]) =>
    cases.filter((one) => words.includes(statusOf(one).status)).length;
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  const flaky = cases
    .filter(isFlaky)
    .flatMap((one) => [`flaky: ${visible(one.id)}`, ...attemptLines(one).map(visible)]);
  const excused = cases
    .filter((one) => statusOf(one).status === "excused")
    .flatMap((one) => [`${LET_PASS}: ${visible(one.id)}`, ...failureLines(one, run.head)]);
  return {
    attributes: {
      ...commonAttributes(name, run),
      ...{ tests: cases.length, failures: count("broken"), errors: count("error") },
      ...{ skipped: count("skip", "excused"), time: seconds(milliseconds) },
    },
    elements: {
      properties: { property: [...propertiesOf(run), ...cases.filter(isHarmed).map(harmProperty)] },
      testcase: cases.map((one) => testcase(one, statusOf(one), run)),
      "system-out": [...flaky, ...excused].join("\n"),
      "system-err": "",
    },
  };
}

// A run that was cut off, that could not clean up, or whose expectations do not hold, would look green without it.
function runItself(run: RunFile): Suite[] {
  const { problems, interrupted, gate, milliseconds } = run.tail;
  const troubles = [...(interrupted ? ["the run was interrupted"] : []), ...problems];
  const testcases = [
    ...testcaseOfRun("the run itself", "error", troubles),
    ...testcaseOfRun("the gate", "failure", gate?.violations ?? []),
  ];
  if (testcases.length === 0) return [];
  const count = (element: string) => testcases.filter((one) => element in one).length;
  return [
    {
      attributes: {
        ...commonAttributes("run", run),
        ...{ tests: testcases.length, failures: count("failure"), errors: count("error"), skipped: 0 },
        time: seconds(milliseconds),
      },
      elements: {
        properties: { property: propertiesOf(run) },
        testcase: testcases,
        "system-out": "",
        "system-err": "",
      },
    },
  ];
}

function testcaseOfRun(name: string, element: "error" | "failure", troubles: readonly string[]): object[] {
  const [message, ...rest] = troubles.map(visible);
  if (message === undefined) return [];
  const type = element === "error" ? "error" : "broken";
  return [
    {
      [ATTRIBUTES]: { classname: `${PACKAGE}.run`, name, time: 0 },
      [element]: { [ATTRIBUTES]: { type, message }, [TEXT]: [message, ...rest].join("\n") },
    },
  ];
}

function commonAttributes(name: string, { head }: RunFile): Record<string, string> {
  // Ant's schema wants a time without its zone, and `localhost` where a name is not to be told.
  return {
    ...{ name: visible(name) || "?", package: PACKAGE, hostname: "localhost" },
    timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(head.started)?.[0] ?? "1970-01-01T00:00:00",
  };
}

function propertiesOf({ head, tail }: RunFile): object[] {
  const { machine, suite, runtimes, images } = head;
  const { kernel, architecture, libc, node, cgroup } = machine;
  const versions = Object.entries(runtimes).map(([name, version]) => [`runtime ${name}`, version] as const);
  const entries = [
    ...Object.entries({ fd012: suite, kernel, architecture, libc, node, cgroup, root: String(machine.root) }),
    ...versions,
    ...Object.entries(images).map(([asked, found]) => [`image ${asked}`, found] as const),
    ...(tail.gate ? [["gate allowed", allowedWords(tail.gate) || "nothing"] as const] : []),
  ];
  return entries.map(([name, value]) => property(name, value));
}

function harmProperty(result: CaseResult): object {
  return property(`harmed ${result.id}`, harmLines(result).join("; "));
}

function property(name: string, value: string): object {
  return { [ATTRIBUTES]: { name: visible(name), value: visible(value) } };
}

function testcase(result: CaseResult, status: GatedStatus, { head }: RunFile): object {
  const { suite, id, milliseconds } = result;
  const name = id.startsWith(`${suite}/`) ? id.slice(suite.length + 1) : id;
  const attributes = {
    classname: `${PACKAGE}.${visible(suite)}`,
    name: visible(name),
    time: seconds(milliseconds),
  };
  return { [ATTRIBUTES]: attributes, ...statusElement(result, status, head) };
}

function statusElement(
  result: CaseResult,
  { status, why, told }: GatedStatus,
  head: RunFile["head"],
): object {
  const { verdict, outcome, reason } = result;
  if (status === "held" || status === "recorded") return {};
  if (status === "skip") return skipped(reason ?? "no reason given");
  const message = [outcome, why ?? reason].filter(Boolean).join(": ");
  if (status === "excused") return skipped(`${LET_PASS}: ${verdict}: ${message}`);
  const element = {
    [ATTRIBUTES]: { message: visible(message), type: status },
    [TEXT]: [...(told === null ? [] : [visible(told)]), ...failureLines(result, head)].join("\n"),
  };
  return status === "broken" ? { failure: element } : { error: element };
}

function skipped(message: string): object {
  return { skipped: { [ATTRIBUTES]: { message: visible(message) } } };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
