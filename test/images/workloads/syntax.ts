import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import t from "tap";
import { packageRoot } from "../../../lib/package-root.ts";

const directory = join(packageRoot, "images/node/workloads");
const names = readdirSync(directory).filter((name) => name.endsWith(".cjs"));

/** esbuild's text of a program as written, and as it must be for an engine. */
function printed(source: string, target: string): string {
  return transformSync(source, { target, minifyWhitespace: true }).code;
}

t.test("no workload uses syntax that node 10 does not know", async (t) => {
  t.ok(names.length > 10);
  for (const name of names) {
    const source = readFileSync(join(directory, name), "utf8");
    t.equal(printed(source, "node10.0.0"), printed(source, "esnext"), name);
  }
});

t.test("newer syntax would be found", async (t) => {
  for (const source of ["a?.b", "a ?? b", "a ||= b", "class A { #b = 1 }", "class A { static b = 1 }"]) {
    t.not(printed(source, "node10.0.0"), printed(source, "esnext"), source);
  }
});

t.test("no workload uses a module or a global that node 10 does not have", async (t) => {
  for (const name of names) {
    const source = readFileSync(join(directory, name), "utf8");
    const modules = [...source.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1]);
    t.same(
      modules.filter(
        (module) =>
          !["child_process", "fs", "os", "tty"].includes(module as string) && !module?.startsWith("./"),
      ),
      [],
      name,
    );
    t.notMatch(
      source,
      /"node:|globalThis|queueMicrotask|structuredClone|\.at\(|replaceAll|rmSync|\bimport\b/,
      name,
    );
  }
});
