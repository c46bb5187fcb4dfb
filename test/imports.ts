import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import t from "tap";
import { packageRoot } from "../lib/package-root.ts";

const files = ["lib", "suites"].flatMap((folder) =>
  (readdirSync(join(packageRoot, folder), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

/** What a file imports of the project's own, types too: who reads one has to read the other. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(packageRoot, file), "utf8");
  return [...source.matchAll(/^(?:import|export)\s[^;]*?["'](\.[^"']+\.tsx?)["']/gm)].map(([, path]) =>
    normalize(join(dirname(file), path as string)),
  );
}

/** A way that leads back to where it began; null where there is none. */
function circle(of: (file: string) => readonly string[], all: readonly string[]): string[] | null {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of of(file)) {
      const found = walk(next, [...way, file]);
      if (found) return found;
    }
    done.add(file);
    return null;
  };
  for (const file of all) {
    const found = walk(file, []);
    if (found) return found;
  }
  return null;
}

t.test("no file imports itself, by whatever way", async (t) => {
  t.ok(files.length > 400);
  t.equal(circle(importsOf, files), null);
});

t.test("one that did would be found", async (t) => {
  const small: Record<string, string[]> = { a: ["b"], b: ["c", "d"], c: [], d: ["b"] };
  t.same(
    circle((file) => small[file] ?? [], Object.keys(small)),
    ["b", "d", "b"],
  );
});

/** What a folder may not know of, since it stands below it. */
const above: Record<string, readonly string[]> = {
  "lib/observe/": ["lib/case/", "lib/commands/", "lib/runner.ts", "suites/"],
  "lib/evidence/": ["lib/case/", "lib/observe/", "lib/commands/", "lib/runtimes/"],
  "lib/log/": ["lib/case/", "lib/faults/", "lib/observe/", "lib/runtimes/"],
  "lib/faults/": ["lib/case/", "lib/observe/"],
  "lib/judge/": ["lib/case/", "lib/runtimes/", "lib/host/"],
  "lib/runtimes/": ["lib/case/", "lib/observe/", "lib/faults/", "lib/commands/"],
  "lib/results/": ["lib/case/", "lib/runtimes/", "lib/judge/", "lib/reporters/"],
  "lib/case/": ["lib/commands/", "lib/runner.ts", "suites/"],
};

t.test("imports go downwards", async (t) => {
  for (const [folder, forbidden] of Object.entries(above)) {
    const upwards = files
      .filter((file) => file.startsWith(folder))
      .flatMap((file) => importsOf(file).map((target) => `${file} → ${target}`))
      .filter((one) => forbidden.some((name) => one.includes(`→ ${name}`)));
    t.same(upwards, [], folder);
  }
});
