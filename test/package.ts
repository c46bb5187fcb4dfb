import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../lib/package-root.ts";
import packageJson from "../package.json" with { type: "json" };
import "./fixtures/plain-children.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { needs } from "./requirement.ts";

const lock = JSON.parse(readFileSync(join(packageRoot, "package-lock.json"), "utf8"));

t.test("the packed file installs a program that runs from elsewhere", needs("registry"), async (t) => {
  const place = temporaryDirectory(t);
  const elsewhere = join(place, "elsewhere");
  mkdirSync(elsewhere);
  const prefix = installed(place);
  const program = join(prefix, "node_modules/.bin/fd012");
  const run = (...words: string[]) =>
    spawnSync(program, words, {
      cwd: elsewhere,
      encoding: "utf8",
      timeout: 120_000,
      env: { PATH: process.env.PATH, TMPDIR: place, XDG_CACHE_HOME: join(place, "cache") },
    });

  t.match(run("--version"), { status: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  t.match(run("list"), { status: 0, stdout: /stale-log\/exit-after\/natural/, stderr: "" });
  t.match(run("explain", "stale-log/keep-writing"), { status: 0, stdout: /keep-writing\.cjs/, stderr: "" });

  const claims = ["bytes/exact-sizes/1", "wiring/strategy-honoured", "--runtime", "unshare"];
  const first = run("run", ...claims, "--out", "first");
  t.equal(first.status, 0, first.stderr);
  t.ok(statSync(join(elsewhere, "first/index.html")).size > 10_000, "with its page");
  t.equal(run("run", ...claims, "--out", "second").status, 0);
  t.match(run("compare", "first", "second"), { status: 0, stderr: "" });
  t.match(run("compare", "first", "second", "--format", "html"), { status: 0, stdout: /^<!doctype html>/ });

  t.match(run("doctor"), { status: 0, stdout: /✔ unshare/ }, "which asks every engine that is here");

  const content = join(prefix, "node_modules/fd012");
  for (const name of ["LICENSE", "README.md", "dist/THIRD-PARTY-NOTICES", "schema/run.schema.json"])
    t.ok(statSync(join(content, name)).size > 0, name);
  t.equal(statSync(join(content, "dist/cli.js")).mode & 0o777, 0o755);
});

t.test("the file itself is a program", async (t) => {
  const file = join(packageRoot, packageJson.bin.fd012);
  t.equal(statSync(file).mode & 0o777, 0o755);
  t.equal(readFileSync(file, "utf8").split("\n", 1)[0], "#!/usr/bin/env node");
  t.equal(execFileSync(file, ["--version"], { encoding: "utf8" }), `${packageJson.version}\n`);
});

/** An empty project that has the packed file, and of what that depends on the versions of the lockfile. @returns its directory */
function installed(place: string): string {
  const npm = (cwd: string, ...words: string[]) =>
    execFileSync("npm", words, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 200_000,
    });
  // Without the scripts: the bundle that is tested was built, and others may be using it.
  const [packed] = JSON.parse(
    npm(packageRoot, "pack", "--ignore-scripts", "--json", "--pack-destination", place),
  );
  const project = join(place, "project");
  mkdirSync(project);
  const file = `file:../${packed.filename}`;
  const root = { name: "project", version: "1.0.0", dependencies: { fd012: file } };
  const { devDependencies, ...ours } = lock.packages[""];
  const theirs = Object.entries<{ dev?: boolean }>(lock.packages).filter(([path, { dev }]) => path && !dev);
  const packages = {
    "": root,
    "node_modules/fd012": { ...ours, resolved: file, integrity: packed.integrity },
    ...Object.fromEntries(theirs),
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(root));
  writeFileSync(
    join(project, "package-lock.json"),
    JSON.stringify({ ...root, lockfileVersion: lock.lockfileVersion, packages }),
  );
  npm(project, "install", "--prefer-offline", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund");
  return project;
}
