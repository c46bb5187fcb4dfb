import XMLBuilder from "fast-xml-builder";
import { attemptLines, isFlaky } from "../results/flaky.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";
import { countVerdicts } from "../results/verdict-counts.ts";
import { failureLines } from "./failure-lines.ts";
import { visible } from "./visible-text.ts";

/**
 * JUnit XML as viewers read it, and as both of the schemas that are in use take it: Jenkins' junit-10.xsd and the one of Apache Ant's
 * tasks (windyroad). Flat: a `testsuite` for each suite. The suite's own faults are `error`; what belongs to no case is a test case of
 * its own, since Ant's schema has no other place that a viewer would look at. Nor does it know `flakyFailure`, or output of a single
 * case: what is flaky stands in the `system-out` of its suite.
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
  const { fail, error, skip } = countVerdicts(cases);
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  const flaky = cases
    .filter(isFlaky)
    .flatMap((one) => [`flaky: ${visible(one.id)}`, ...attemptLines(one).map(visible)]);
  return {
    attributes: {
      ...commonAttributes(name, run),
      ...{ tests: cases.length, failures: fail, errors: error, skipped: skip, time: seconds(milliseconds) },
    },
    elements: {
      properties: { property: propertiesOf(run) },
      testcase: cases.map((one) => testcase(one, run)),
      "system-out": flaky.join("\n"),
      "system-err": "",
    },
  };
}

// A run that was cut off, or that could not clean up, would look green without it.
function runItself(run: RunFile): Suite[] {
  const { problems, interrupted } = run.tail;
  const troubles = [...(interrupted ? ["the run was interrupted"] : []), ...problems].map(visible);
  if (troubles.length === 0) return [];
  const error = {
    [ATTRIBUTES]: { type: "error", message: troubles[0] as string },
    [TEXT]: troubles.join("\n"),
  };
  return [
    {
      attributes: {
        ...commonAttributes("run", run),
        ...{ tests: 1, failures: 0, errors: 1, skipped: 0, time: seconds(run.tail.milliseconds) },
      },
      elements: {
        properties: { property: propertiesOf(run) },
        testcase: [{ [ATTRIBUTES]: { classname: `${PACKAGE}.run`, name: "the run itself", time: 0 }, error }],
        "system-out": "",
        "system-err": "",
      },
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

function propertiesOf({ head }: RunFile): object[] {
  const { machine, suite, runtimes } = head;
  const { kernel, architecture, libc, node, cgroup } = machine;
  const versions = Object.entries(runtimes).map(([name, version]) => [`runtime ${name}`, version] as const);
  const entries = [
    ...Object.entries({ fd012: suite, kernel, architecture, libc, node, cgroup, root: String(machine.root) }),
    ...versions,
  ];
  return entries.map(([name, value]) => ({
    [ATTRIBUTES]: { name: visible(name), value: visible(value) },
  }));
}

function testcase(result: CaseResult, { head }: RunFile): object {
  const { suite, id, milliseconds } = result;
  const name = id.startsWith(`${suite}/`) ? id.slice(suite.length + 1) : id;
  const attributes = {
    classname: `${PACKAGE}.${visible(suite)}`,
    name: visible(name),
    time: seconds(milliseconds),
  };
  return { [ATTRIBUTES]: attributes, ...verdictElement(result, head) };
}

function verdictElement(result: CaseResult, head: RunFile["head"]): object {
  const { verdict, outcome, reason } = result;
  if (verdict === "pass") return {};
  if (verdict === "skip")
    return { skipped: { [ATTRIBUTES]: { message: visible(reason ?? "no reason given") } } };
  const message = [outcome, reason].filter(Boolean).join(": ");
  const element = {
    [ATTRIBUTES]: { message: visible(message), type: verdict },
    [TEXT]: failureLines(result, head).join("\n"),
  };
  return verdict === "fail" ? { failure: element } : { error: element };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
