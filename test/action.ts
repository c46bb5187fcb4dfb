import { existsSync } from "node:fs";
import { join } from "node:path";
import validator from "@action-validator/core";
import t from "tap";
import { action, actionText, runAction } from "./fixtures/composite-action.ts";
import { needs } from "./requirement.ts";

const CHOICE = {
  runtime: "unshare",
  suites: "bytes/exact-sizes/1\n  wiring/strategy-honoured\n",
  args: "--strategy\ndirect-file\n--filesystem\nlocal",
};

t.test("action.yml is what GitHub takes", async (t) => {
  t.same(validator.validateAction(actionText).errors, []);
  t.not(validator.validateAction(actionText.replace("shell: bash", "shall: bash")).errors.length, 0);
});

t.test("every input is used, and none becomes text of a script", async (t) => {
  for (const name of Object.keys(action.inputs)) t.match(actionText, `\${{ inputs.${name} }}`);
  for (const { run, uses } of action.runs.steps) {
    t.ok(run !== undefined || uses !== undefined);
    t.notMatch(run ?? "", "${{");
  }
});

t.test("a run says what came of it", needs("root"), async (t) => {
  const { code, said, outputs, summary, workspace } = runAction(t, CHOICE);
  t.equal(code, 0, said);
  t.match(outputs, {
    "exit-code": "0",
    held: "2",
    recorded: "0",
    harmed: "0",
    broken: "0",
    skipped: "0",
    errors: "0",
  });
  t.same(Object.keys(outputs).sort(), Object.keys(action.outputs).sort());
  for (const [name, { value }] of Object.entries(action.outputs))
    t.equal(value, `\${{ steps.run.outputs.${name} }}`);
  t.equal(outputs.report, join(workspace, "fd012-report"));
  t.ok(existsSync(join(workspace, "fd012-report", "index.html")));
  t.match(summary, /2 held/);
});

t.test("inputs are data, whatever they hold", needs("root"), async (t) => {
  const hostile = ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "x' ; touch pwned ; '", "--help"];
  for (const suites of hostile) {
    const { code, outputs, workspace, said } = runAction(t, { ...CHOICE, suites });
    t.equal(code, 2, said);
    t.match(said, /There is no test /);
    t.match(outputs, { "exit-code": "2", held: "0" });
    t.notOk(existsSync(join(workspace, "pwned")));
  }
  for (const name of ["runtime", "require", "baseline", "shard"]) {
    const { code, workspace } = runAction(t, { ...CHOICE, [name]: "$(touch pwned)" });
    t.equal(code, 2, name);
    t.notOk(existsSync(join(workspace, "pwned")));
  }
});

t.test("shards, and their merge", needs("root"), async (t) => {
  const shards = ["1/2", "2/2"].map((shard) => runAction(t, { ...CHOICE, shard }));
  for (const { code, said } of shards) t.equal(code, 0, said);
  const suites = shards.map(({ outputs }) => outputs.report).join("\n");
  const { code, outputs, said } = runAction(t, { command: "merge", suites });
  t.equal(code, 0, said);
  t.match(outputs, { "exit-code": "0", held: "2" });
  const missing = runAction(t, { command: "merge", suites: shards[0]?.outputs.report ?? "" });
  t.match(missing, { code: 2, outputs: { "exit-code": "2" }, said: /Shard 2\/2 is missing/ });
});
