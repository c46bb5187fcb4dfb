import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import validator from "@action-validator/core";
import t from "tap";
import packageJson from "../package.json" with { type: "json" };
import { action, actionText, packedFile, runAction } from "./fixtures/composite-action.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
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
  for (const name of ["runtime", "require", "baseline", "shard", "package", "sha256"]) {
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

const sha256 = createHash("sha256").update(readFileSync(packedFile)).digest("hex");
const MERGE = { command: "merge", suites: "nowhere" };

t.test("a package of another checksum is not installed", async (t) => {
  const wrong = runAction(t, { ...MERGE, sha256: "0".repeat(64) });
  t.match(wrong, { code: 2, outputs: {} });
  t.match(wrong.said, `The package's sha256 is ${sha256}, and ${"0".repeat(64)} was asked for.`);
  t.match(runAction(t, { ...MERGE, sha256 }).said, /nowhere/, "of this checksum it is, and runs");
  t.match(runAction(t, { ...MERGE, package: "https://server.example/fd012.tgz" }).said, /needs sha256/);
  t.match(runAction(t, { ...MERGE, package: "none.tgz" }).said, /package names none\.tgz, which is no file/);
});

t.test("without a package it is that of the action's own release, by the release's checksums", async (t) => {
  const place = temporaryDirectory(t);
  const [bin, release] = [join(place, "bin"), join(place, "release")];
  for (const directory of [bin, release]) mkdirSync(directory);
  const name = `fd012-${packageJson.version}.tgz`;
  copyFileSync(packedFile, join(release, name));
  // Serves the release's files by their last name, and writes what it was asked for.
  const curl = `#!/bin/sh\nwhile [ "$1" != --output ]; do shift; done\necho "$3" >>"${place}/asked"\ncp "${release}/\${3##*/}" "$2"\n`;
  writeFileSync(join(bin, "curl"), curl, { mode: 0o755 });
  const released = (sums: string) => {
    writeFileSync(join(release, "SHA256SUMS"), sums);
    return runAction(t, { ...MERGE, package: "" }, { PATH: `${bin}:${process.env.PATH}` });
  };
  t.match(released(`${sha256}  ${name}\n`).said, /nowhere/);
  const at = `https://server.example/owner/name/releases/download/v${packageJson.version}`;
  t.same(readFileSync(join(place, "asked"), "utf8").trim().split("\n"), [
    `${at}/${name}`,
    `${at}/SHA256SUMS`,
  ]);
  t.match(released(`${"0".repeat(64)}  ${name}\n`).said, /was asked for/);
  t.match(released(`${sha256}  another.tgz\n`).said, /SHA256SUMS has no fd012-/);
});

t.test("a merge installs nothing but the package", async (t) => {
  const place = temporaryDirectory(t);
  for (const name of ["sudo", "modprobe", "apt-get"])
    writeFileSync(join(place, name), `#!/bin/sh\ntouch '${place}/used'\n`, { mode: 0o755 });
  runAction(t, { ...MERGE, install: "true" }, { PATH: `${place}:${process.env.PATH}` });
  t.notOk(existsSync(join(place, "used")));
  t.match(actionText, /uses: actions\/setup-node@.*\n {6}if: inputs\.command != 'merge'/);
});
