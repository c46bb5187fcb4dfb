import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { HARMS } from "../../lib/results/harm-names.ts";
import "../fixtures/plain-children.ts";
import { allPages } from "./fixtures/page.ts";

const pages = allPages();

t.test("the README is short", async (t) => {
  const words = readFileSync(join(packageRoot, "README.md"), "utf8").split(/\s+/).filter(Boolean);
  t.ok(words.length <= 1000, `${words.length} words`);
});

t.test("every link leads to a file", async (t) => {
  for (const { name, text } of pages)
    for (const [, target = ""] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset|href)="([^"]+)"/g))
      if (target && !/^https?:/.test(target))
        t.ok(existsSync(join(packageRoot, dirname(name), target)), `${name} → ${target}`);
});

t.test("the README leads to every page", async (t) => {
  const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
  for (const { name } of pages) if (name.startsWith("docs/")) t.match(readme, `(${name})`);
});

t.test("every command that is named is one, with options that it has", async (t) => {
  const help = (...words: string[]) =>
    execFileSync(process.execPath, [join(packageRoot, "dist/cli.js"), ...words, "--help"], {
      encoding: "utf8",
    });
  const known = new Map<string, string>();
  for (const { name, mentioned, commands } of pages)
    for (const text of [...mentioned, ...commands.map(({ command }) => command)]) {
      const [, command] = /\bfd012 ([a-z]+)/.exec(text) ?? [];
      if (!command || command === "help") continue;
      if (!known.has(command)) known.set(command, help(command));
      const own = /\bfd012 (.*?)(?: \| | && |;|$)/.exec(text)?.[1] ?? "";
      const below = command === "expect" ? help("expect", /expect (\w+)/.exec(own)?.[1] ?? "check") : "";
      for (const [option] of own.matchAll(/--[a-z-]+/g))
        t.match(`${known.get(command)}${below}`, new RegExp(`${option}\\b`), `${name}: ${text}`);
    }
  t.ok(known.size > 8);
});

t.test("docs/harms.md explains every harm, in its order", async (t) => {
  const text = readFileSync(join(packageRoot, "docs/harms.md"), "utf8");
  t.same(
    [...text.matchAll(/^## (.*)$/gm)].map(([, harm]) => harm),
    HARMS,
  );
});
