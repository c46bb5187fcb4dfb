import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { parse } from "yaml";
import { findProgram } from "../../lib/host/programs.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { packed } from "../fixtures/installed-package.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

interface Job {
  readonly script: readonly string[];
  readonly parallel?: number;
  readonly needs?: readonly string[];
  readonly artifacts: { readonly paths: readonly string[]; readonly reports?: { readonly junit: string } };
}

const file = join(packageRoot, "examples/gitlab/.gitlab-ci.yml");
const pipeline: Record<string, Job> = parse(readFileSync(file, "utf8"));
const { shard, verdict } = pipeline as { shard: Job; verdict: Job };
const before = (pipeline[".fd012"] as unknown as { before_script: string[] }).before_script;

t.test("the pipeline's commands do what it says", needs("root", "fuse", "runc"), async (t) => {
  const directory = temporaryDirectory(t);
  const at = (...names: string[]) => join(directory, ...names);
  for (const name of ["bin", "build", ".fd012"]) mkdirSync(at(name));
  // A few claims instead of all.
  const cli = `exec '${at("global/bin/fd012")}' "$@"`;
  const program = (path: string, text: string) =>
    writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  program(
    at("bin", "fd012"),
    `[ "$1" != run ] || set -- "$@" bytes/exact-sizes wiring/strategy-honoured\n${cli}`,
  );
  program(at("build", "runtime"), `exec '${findProgram("runc")}' "$@"`);
  writeFileSync(at(".fd012", "expect.yaml"), "[]\n");
  const run = (line: string, variables: NodeJS.ProcessEnv = {}) =>
    spawnSync("bash", ["-ec", line], {
      cwd: directory,
      encoding: "utf8",
      env: {
        PATH: `${at("bin")}:${process.env.PATH}`,
        HOME: process.env.HOME,
        TMPDIR: directory,
        ...variables,
      },
    });
  const file = packed(at(".fd012"));
  const sum = createHash("sha256").update(readFileSync(file)).digest("hex");
  writeFileSync(at(".fd012/SHA256SUMS"), `${sum}  ${basename(file)}\n`);
  for (const line of before) t.equal(run(line, { npm_config_prefix: at("global") }).status, 0, line);
  const good = run("fd012 run --runtime runtime=./build/runtime --out good");
  t.equal(good.status, 0, good.stderr);
  copyFileSync(at("good", "baseline.json"), at(".fd012", "baseline.json"));

  const { parallel = 0 } = shard;
  for (let index = 1; index <= parallel; index++) {
    const variables = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(parallel) };
    for (const line of shard.script) {
      const { status, stderr } = run(line, variables);
      t.equal(status, 0, stderr);
      t.match(stderr, `shard ${index}/${parallel} (CI_NODE_INDEX=${index} CI_NODE_TOTAL=${parallel}): `);
    }
  }
  for (const line of verdict.script) {
    const { status, stderr } = run(line);
    t.equal(status, 0, stderr);
  }
  t.match(readFileSync(at(verdict.artifacts.reports?.junit ?? ""), "utf8"), /^<\?xml/);
  for (const path of [...shard.artifacts.paths, ...verdict.artifacts.paths])
    t.match(run(`ls ${path}`), { status: 0 });
});

t.test("jobs need jobs that are there", async (t) => {
  for (const { needs: names = [] } of Object.values(pipeline))
    for (const name of names) t.ok(name in pipeline, name);
});
