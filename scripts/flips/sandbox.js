import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";

const COPIED = ["lib", "suites", "test", "images", "schema", "package.json", "tsconfig.json"];
const LINKED = ["node_modules", "dist", "reports", "scripts"];

/** However the run ends, none of them stays. */
const open = new Set();
process.once("exit", () => {
  for (const one of open) one.remove();
});

/**
 * A copy of the tree in which one flip after another is tried. Types are taken away once, for all: to do so in the process of every test
 * takes as long as most tests.
 */
export class Sandbox {
  #root = mkdtempSync(join(tmpdir(), "flips-of-fd012-"));

  constructor() {
    open.add(this);
    for (const name of COPIED) cpSync(name, join(this.#root, name), { recursive: true });
    for (const name of LINKED) symlinkSync(resolve(name), join(this.#root, name));
    for (const directory of ["lib", "suites", "test"])
      for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" }))
        if (/\.tsx?$/.test(name))
          this.write(join(directory, name), readFileSync(join(directory, name), "utf8"));
  }

  write(path, text) {
    const { code } = transformSync(text, {
      loader: path.endsWith("x") ? "tsx" : "ts",
      jsx: "automatic",
      jsxImportSource: "preact",
      target: `node${process.versions.node}`,
    });
    writeFileSync(join(this.#root, path), code);
  }

  /**
   * Runs test files, all in one process: most of what one of them costs is its start.
   * @returns {Promise<"passed" | "failed" | "late">}
   */
  async passes(files, deadline) {
    // Not one after the other by import(): a test may have given up root's rights for a moment when the next one is read.
    const all = files.map(
      (file) => `import ${JSON.stringify(String(pathToFileURL(join(this.#root, file))))};`,
    );
    const one = join(this.#root, "test/these.ts");
    writeFileSync(one, all.join("\n"));
    const loader = new URL("./plain-loader.js", import.meta.url);
    const child = spawn(process.execPath, [one], {
      cwd: this.#root,
      detached: true, // In a group of its own, so that what a test started ends with it.
      stdio: "ignore",
      env: { ...process.env, TAP_BAIL: "1", NODE_OPTIONS: `--import=${loader}` },
    });
    const late = AbortSignal.timeout(deadline);
    try {
      const [code] = await once(child, "close", { signal: late });
      return code === 0 ? "passed" : "failed";
    } catch {
      return "late";
    } finally {
      endGroup(child.pid);
    }
  }

  remove() {
    rmSync(this.#root, { recursive: true, force: true });
    open.delete(this);
  }
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}
