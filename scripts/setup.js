// What npm start, npm test and npm run bench need before they begin: the dependencies of the lockfile, and a build of the
// present sources. Uses nothing but node and npm, and does nothing where nothing has changed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

const INSTALLED = "node_modules/.package-lock.json"; // npm writes it last.
const BUILT = "dist/cli.js";

if (!existsSync(INSTALLED) || changed("package-lock.json") > changed(INSTALLED)) {
  // Not npm ci: it refuses a lockfile without the optional packages of every other platform, and a registry mirror need not have
  // those. What the lockfile names is installed exactly.
  run("npm", "install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error");
  utimesSync(INSTALLED, new Date(), new Date());
}
if (!existsSync(BUILT) || newest("lib", "suites", "package.json", "scripts") > changed(BUILT)) {
  run(process.execPath, "scripts/build.js");
}

function newest(...paths) {
  return Math.max(...paths.map((path) => (statSync(path).isDirectory() ? newestBelow(path) : changed(path))));
}

function newestBelow(directory) {
  const names = readdirSync(directory, { recursive: true });
  return Math.max(changed(directory), ...names.map((name) => changed(join(directory, name))));
}

function changed(path) {
  return statSync(path).mtimeMs;
}

// Its output goes to stderr: stdout belongs to what was asked for.
function run(program, ...words) {
  const { status, error } = spawnSync(program, words, { stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    process.stderr.write(
      `fd012: set-up failed: ${[program, ...words].join(" ")} ${error?.message ?? `exited with ${status}`}\n`,
    );
    process.exit(3);
  }
}
