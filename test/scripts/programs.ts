import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { needs } from "../requirement.ts";

// What the suite runs beside node, as lib/programs.d.ts has it: each is one argument of `sh -c` or `perl -e`.
const lib = join(packageRoot, "lib");
const programs = readdirSync(lib, { recursive: true, encoding: "utf8" });
const [shell, perl] = ["sh", "pl"].map((ending) => programs.filter((name) => name.endsWith(`.${ending}`)));

t.test("shellcheck finds nothing in a program for a shell", needs("shellcheck"), async (t) => {
  t.ok(shell?.length);
  for (const name of shell ?? []) {
    const { stdout } = spawnSync("shellcheck", ["--shell=sh", join(lib, name)], { encoding: "utf8" });
    t.equal(stdout, "", name);
  }
});

t.test("nor in the completion for bash", needs("shellcheck"), async (t) => {
  const bash = programs.filter((name) => name.endsWith(".bash"));
  t.ok(bash.length);
  for (const name of bash) {
    const { stdout } = spawnSync("shellcheck", ["--shell=bash", join(lib, name)], { encoding: "utf8" });
    t.equal(stdout, "", name);
  }
});

t.test("perl compiles a program for it, without a warning", needs("perl"), async (t) => {
  t.ok(perl?.length);
  for (const name of perl ?? []) {
    const text = readFileSync(join(lib, name), "utf8");
    const { stderr } = spawnSync("perl", ["-wc", "-e", text], { encoding: "utf8" });
    t.equal(stderr, "-e syntax OK\n", name);
  }
});
