import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { packageRoot } from "../lib/package-root.ts";
import packageJson from "../package.json" with { type: "json" };
import { installed, packed } from "./fixtures/installed-package.ts";
import "./fixtures/plain-children.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { needs } from "./requirement.ts";

const ENGINES = ["docker", "cri"] as const;

/** npm's cache is the test's own, so that what is found comes from the file. */
function environment(place: string): NodeJS.ProcessEnv {
  const { PATH, DOCKER_HOST } = process.env;
  const own = { TMPDIR: place, XDG_CACHE_HOME: join(place, "cache"), npm_config_cache: join(place, "npm") };
  return { PATH, ...own, ...(DOCKER_HOST ? { DOCKER_HOST } : {}) };
}

/** What a directory's files take on disk, in MB. */
function megabytes(directory: string): number {
  return Number(execFileSync("du", ["-sk", directory], { encoding: "utf8" }).split("\t")[0]) / 1024;
}

t.test("the packed file installs a program that runs from elsewhere", async (t) => {
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
      env: environment(place),
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

  t.ok(megabytes(prefix) <= 25, `${megabytes(prefix)} MB are installed`);
  t.same(readdirSync(join(prefix, "node_modules")).sort(), [".bin", ".package-lock.json", "fd012"]);
  const content = join(prefix, "node_modules/fd012");
  for (const name of ["LICENSE", "README.md", "dist/THIRD-PARTY-NOTICES", "schema/run.schema.json"])
    t.ok(statSync(join(content, name)).size > 0, name);
  t.equal(statSync(join(content, "dist/cli.js")).mode & 0o777, 0o755);
});

for (const runtime of ENGINES)
  t.test(`the packed program speaks to ${runtime}`, needs("root", runtime), async (t) => {
    const place = temporaryDirectory(t);
    const { status, stdout, stderr } = spawnSync(
      join(installed(place), "node_modules/.bin/fd012"),
      [
        "run",
        "bytes/exact-sizes/1",
        "--runtime",
        runtime,
        "--require",
        runtime,
        "--reporter",
        "tap",
        "--out",
        join(place, "out"),
      ],
      { cwd: place, encoding: "utf8", timeout: 200_000, env: environment(place) },
    );
    t.equal(status, 0, stderr);
    t.match(stdout, /^ok \d+ - bytes\/exact-sizes\/1 .*shim-pipe/m);
  });

t.test("npm runs the packed file without installing it", async (t) => {
  const place = temporaryDirectory(t);
  const file = `./${basename(packed(place))}`; // An absolute path is for npx a program of the machine.
  const npx = (program: string, ...words: string[]) =>
    spawnSync(program, words, { cwd: place, encoding: "utf8", timeout: 120_000, env: environment(place) });
  const run = ["run", "bytes/exact-sizes/1", "--runtime", "unshare", "--out", "out"];
  const viaNpx = npx("npx", "--yes", "--offline", file, ...run);
  t.equal(viaNpx.status, 0, viaNpx.stderr);
  t.ok(statSync(join(place, "out/index.html")).size > 10_000);
  const version = npx("npm", "exec", "--yes", "--offline", `--package=${file}`, "--", "fd012", "--version");
  t.match(version, { status: 0, stdout: `${packageJson.version}\n` });
});

t.test("the file itself is a program", async (t) => {
  const file = join(packageRoot, packageJson.bin.fd012);
  t.equal(statSync(file).mode & 0o777, 0o755);
  t.equal(readFileSync(file, "utf8").split("\n", 1)[0], "#!/usr/bin/env node");
  t.equal(execFileSync(file, ["--version"], { encoding: "utf8" }), `${packageJson.version}\n`);
});
