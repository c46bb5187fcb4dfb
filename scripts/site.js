// Writes reports/site/, static pages of what the baselines say: node scripts/site.js [DIRECTORY]; --check says whether they are as they would be
// written, and writes nothing. Opens from a file and from any static host. Uses the built program for the sources of claims (npm run build).
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { title } from "./baselines/changes-page.js";
import { Explanations } from "./baselines/explanations.js";
import { bundled } from "./bundled.js";

const REPORTS = "reports";

/** Text of every file by its path in the site. */
export async function siteFiles() {
  const { sitePages } = await bundled("scripts/site/pages.ts");
  const reasons = explanations();
  const picture = join(REPORTS, "score.svg");
  const files = sitePages({
    releases: releases(),
    claims: claims(),
    reasonOf: reasons.of,
    score: existsSync(picture) ? readFileSync(picture, "utf8") : null,
  });
  reasons.demandUsed();
  return { ...files, "site.css": await style() };
}

/** Baselines by the release that they are of, the oldest first. */
function releases() {
  const directory = join(REPORTS, "baselines");
  return readdirSync(directory)
    .sort(byRelease)
    .map((name) => ({
      ...{ name, title: title(name).replace("-rootless", ", rootless").replace("sid", "sid (unstable)") },
      runs: readdirSync(join(directory, name))
        .filter((file) => file.endsWith(".json"))
        .sort()
        .map((file) => ({
          runtime: basename(file, ".json"),
          path: `baselines/${name}/${file}`,
          run: JSON.parse(readFileSync(join(directory, name, file), "utf8")),
        })),
    }));
}

// sid has no number, and is always the newest.
function byRelease(one, other) {
  return one.localeCompare(other, "en", { numeric: true });
}

function claims() {
  const text = execFileSync(process.execPath, ["dist/cli.js", "list", "--json"], { encoding: "utf8" });
  return new Map(JSON.parse(text).tests.map((one) => [one.test, one]));
}

/** Why a case changed between any two releases, or is broken in all. */
function explanations() {
  const history = new Explanations("scripts/baselines/history.yaml");
  const [changes, broken] = ["changes", "broken"].map(
    (name) => new Explanations(`scripts/baselines/${name}.yaml`),
  );
  const orders = { changed: [history, changes, broken], broken: [broken] };
  return {
    of: (kind, runtime, claim) =>
      orders[kind].map((one) => one.of(runtime, claim)).find((found) => found !== undefined) ?? null,
    demandUsed: () => history.demandUsed(),
  };
}

async function style() {
  const { outputFiles } = await build({
    ...{ entryPoints: ["lib/history/page/page.css"], bundle: true, minify: true, write: false },
  });
  return outputFiles[0].text;
}

function filesIn(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

/** The files of a directory that are missing, too many, or not as they would be written. */
export function differing(files, directory) {
  const paths = new Set([...Object.keys(files), ...filesIn(directory)]);
  return [...paths].filter((path) => {
    const file = join(directory, path);
    return !existsSync(file) || files[path] === undefined || readFileSync(file, "utf8") !== files[path];
  });
}

export function writeSite(files, directory) {
  for (const path of differing(files, directory)) {
    const file = join(directory, path);
    if (files[path] === undefined) rmSync(file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, files[path]);
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  const [directory = join(REPORTS, "site")] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const files = await siteFiles();
  if (!process.argv.includes("--check")) writeSite(files, directory);
  for (const path of differing(files, directory)) {
    process.stderr.write(`${join(directory, path)} is not what scripts/site.js would write: run it.\n`);
    process.exitCode = 1;
  }
}
