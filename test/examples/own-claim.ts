import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { installed } from "../fixtures/installed-package.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const EXAMPLE = join(packageRoot, "examples/own-claim");
const NODE_STRIPS_TYPES = Boolean((process.features as { typescript?: string | false }).typescript);

/** A project of somebody's own, outside of any directory that has fd012, and the packed program. */
class Project {
  readonly directory: string;
  readonly installed: string;
  readonly #place: string;

  constructor(t: Test) {
    this.#place = temporaryDirectory(t);
    this.installed = installed(this.#place);
    this.directory = join(this.#place, "mine");
    mkdirSync(this.directory);
    cpSync(EXAMPLE, this.directory, { recursive: true });
  }

  fd012(...words: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(join(this.installed, "node_modules/.bin/fd012"), words, {
      cwd: this.directory,
      encoding: "utf8",
      timeout: 120_000,
      env: {
        PATH: process.env.PATH,
        TMPDIR: this.#place,
        XDG_CACHE_HOME: join(this.#place, "cache"),
      },
    });
  }

  /** A file of the example, otherwise. */
  otherwise(file: string, name: string, ...[from, to]: [string, string]): string {
    const text = readFileSync(join(EXAMPLE, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(join(this.directory, name), text.replaceAll(from, to));
    return name;
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.directory, name), text);
    return name;
  }
}

const typescript = (...words: string[]) =>
  spawnSync(process.execPath, words, { cwd: packageRoot, encoding: "utf8", timeout: 200_000 });

t.test("claims and a driver of one's own, with the packed program", async (t) => {
  t.match(typescript("scripts/declarations.js"), { status: 0, stderr: "" });
  const project = new Project(t);
  const own = ["--suite", "my-claims.ts", "--driver", "my-runtime.ts"];

  if (!NODE_STRIPS_TYPES) {
    t.match(
      project.fd012("list", ...own),
      {
        status: 2,
        stdout: "",
        stderr: /^fd012: --suite my-claims\.ts is TypeScript, .* install esbuild .*\n$/,
      },
      "without anything that reads TypeScript",
    );
    mkdirSync(join(project.directory, "node_modules"));
    symlinkSync(join(packageRoot, "node_modules/esbuild"), join(project.directory, "node_modules/esbuild"));
  }

  t.test("the compiler finds nothing missing in the types that are published", async (t) => {
    const options = {
      ...{ target: "es2022", module: "nodenext", moduleResolution: "nodenext", lib: ["es2023"] },
      ...{ strict: true, skipLibCheck: false, noEmit: true, types: ["node"] },
      ...{ exactOptionalPropertyTypes: true, typeRoots: [join(packageRoot, "node_modules/@types")] },
    };
    const types = join(project.installed, "consumer");
    cpSync(EXAMPLE, types, { recursive: true });
    writeFileSync(join(types, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(
      join(types, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
    );
    const compiler = join(packageRoot, "node_modules/typescript/bin/tsc");
    t.match(typescript(compiler, "-p", types), { status: 0, stdout: "" });
    writeFileSync(join(types, "wrong.ts"), 'import { suite } from "fd012/suite";\nsuite(1);\n');
    t.match(typescript(compiler, "-p", types), { status: 2, stdout: /wrong\.ts/ }, "but would");
  });

  t.test("they are listed and explained beside fd012's own", async (t) => {
    t.match(project.fd012("list", ...own), {
      status: 0,
      stdout: /stale-log\/keep-writing[\s\S]* MUST +my-claims\/renamed-log [\s\S]*^ {2}my-runtime /m,
      stderr: "",
    });
    t.match(project.fd012("explain", "my-claims/renamed-log", "--suite", "my-claims.ts"), {
      status: 0,
      stdout: /renamed[\s\S]*rename\(2\)[\s\S]*rename both log files/,
      stderr: "",
    });
    t.match(project.fd012("explain", "my-claims/renamed-log"), { status: 2, stdout: "" });
  });

  t.test("they run, and the run tells what was added, by no path of the machine", async (t) => {
    const runtimes = ["--runtime", "my-runtime", "--runtime", "unshare"];
    const words = ["my-claims", "bytes/exact-sizes/1", "--strategy", "direct-file"];
    const { status, stderr } = project.fd012("run", ...words, ...own, ...runtimes, "--out", "first");
    t.equal(status, 0, stderr);
    const { head, cases } = await readRun(join(project.directory, "first"));
    t.same(head.additions, {
      suites: [{ name: "my-claims", file: "my-claims.ts" }],
      drivers: [{ runtimes: ["my-runtime"], file: "my-runtime.ts" }],
    });
    t.same(
      cases.map(({ suite, runtime, verdict }) => [suite, runtime, verdict]).sort(),
      ["bytes", "my-claims"].flatMap((suite) => [
        [suite, "my-runtime", "held"],
        [suite, "unshare", "held"],
      ]),
    );

    const again = ["run", ...words, "--runtime", "unshare", "--baseline", "first", "--allow-gone"];
    t.match(project.fd012(...again, ...own, "--out", "second"), { status: 0 });
    t.match(project.fd012(...again.filter((word) => word !== "my-claims")), {
      status: 2,
      stderr:
        /^fd012: first was made with other options: --suite was my-claims there, and is left out here; .*\n$/,
    });
    t.match(project.fd012("compare", "first", "second"), { status: 0 });
    t.match(project.fd012("report", "first", "--reporter", "tap"), { status: 0, stdout: /my-claims/ });
  });

  t.test("expectations may name them where they are added", async (t) => {
    const expires = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const list = project.write(
      "expect.yaml",
      `- { case: my-claims/renamed-log, runtime: my-runtime, verdict: broken, bug: https://example.org/1, expires: ${expires} }\n`,
    );
    t.match(project.fd012("expect", "check", list, ...own), { status: 0 });
    t.match(project.fd012("expect", "check", list, ...own.slice(2)), {
      status: 2,
      stderr:
        /no claim is called my-claims\/renamed-log; a suite "my-claims" of your own is added by --suite FILE/,
    });
    t.match(project.fd012("expect", "check", list, ...own.slice(0, 2)), {
      status: 2,
      stderr: /there is no runtime my-runtime; one of your own is added by --driver FILE/,
    });
  });

  t.test("a claim of one's own that does not hold fails the run", async (t) => {
    const file = project.otherwise("my-claims.ts", "wrong-claims.ts", "code: 0", "code: 1");
    const { status, stderr } = project.fd012("run", "my-claims", "--suite", file, "--runtime", "unshare");
    t.equal(status, 1);
    t.match(stderr, /✘ my-claims\/renamed-log/);
  });

  t.test("what cannot be added is told in one sentence, and nothing runs", async (t) => {
    const refused = (option: string, file: string, words: RegExp) => {
      const { status, stdout, stderr } = project.fd012("run", option, file);
      t.match({ status, stdout, stderr }, { status: 2, stdout: "", stderr: /^fd012: [^\n]+\.\n$/ }, file);
      t.match(stderr, words);
    };
    const bytes = project.otherwise("my-claims.ts", "bytes.ts", '"my-claims"', '"bytes"');
    refused("--suite", bytes, /has a suite "bytes", and so has fd012's own/);
    const runc = project.otherwise("my-runtime.ts", "runc.ts", '["my-runtime"]', '["runc"]');
    refused("--driver", runc, /has a runtime "runc", and so has fd012's own/);
    refused("--suite", "none.ts", /cannot be read \(ENOENT\)/);
    refused("--suite", project.write("broken.ts", "export default ("), /cannot be loaded: \S/);
    refused(
      "--driver",
      project.write("throws.mjs", "throw new Error('too early\\nfor us')"),
      /too early for us/,
    );
    refused("--suite", "my-runtime.ts", /its default export is no suite/);
    refused("--driver", "my-claims.ts", /its default export is no family of runtimes/);
    const fails = project.otherwise("my-runtime.ts", "fails.ts", '"--version"', '"--no-such"');
    const failed = project.fd012("run", "bytes", "--driver", fails, "--runtime", "my-runtime");
    t.match(failed, { status: 2, stderr: /^fd012: The driver of my-runtime failed in detect: [^\n]+\n$/ });
    const twice = project.fd012("list", "--suite", "my-claims.ts", "--suite", "./my-claims.ts");
    t.match(twice, { status: 2, stderr: /has a suite "my-claims", and so has --suite my-claims\.ts/ });
  });
});
