import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { cImage } from "../../lib/images/c-image.ts";
import { abort, actor, imagesOf } from "../../lib/images/c-programs.ts";
import { imageOf } from "../../lib/images/spec.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const GLIBC = /^glibc \d+\.\d+$/;
const libcs = {
  ...{ abort: GLIBC, "abort:static": GLIBC, "abort:musl": "musl" },
  ...{ actor: GLIBC, "actor:musl": "musl" },
};

t.test("those are all", async (t) => {
  t.same(Object.keys(libcs), [abort, actor].flatMap(imagesOf));
});

for (const [name, libc] of Object.entries(libcs)) {
  const needed = needs(name.endsWith(":musl") ? "musl-gcc" : "cc");
  const [program] = name.split(":");
  t.test(`${name} holds the program and the libraries that it needs, and nothing else`, needed, async (t) => {
    const request = imageOf(name);
    const image = request.open(request);
    t.match(image, { name, program, isNode: false, libc, architecture: process.arch });
    const files = readdirSync(image.rootfs, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const names = files.map((entry) => entry.name).filter((one) => one !== "null");
    const libraries = names.filter((one) => one !== program);
    t.ok(names.includes(program as string));
    t.equal(libraries.length > 0, name === "abort", libraries.join());
    t.equal(request.open(request).rootfs, image.rootfs, "it is built once");
  });
}

t.test(
  "without a compiler what was built before will do, and else it is told how to get one",
  needs("cc"),
  async (t) => {
    const { rootfs } = cImage(abort, null);
    const path = helperEnvironment.PATH;
    helperEnvironment.PATH = temporaryDirectory(t);
    t.teardown(() => {
      helperEnvironment.PATH = path;
    });
    t.equal(cImage(abort, null).rootfs, rootfs);
    const message = /There is no cc on this machine\. To get it: apt-get install -y gcc libc6-dev\.$/;
    t.throws(() => cImage(abort, "static"), { code: "COMPILER", exitCode: 3, message });
  },
);

for (const compiler of ["cc", "musl-gcc"] as const)
  t.test(`${compiler} has nothing to say of the sources`, needs(compiler), async (t) => {
    const strict = ["-Wall", "-Wextra", "-Werror", "-pedantic"];
    for (const { name } of [abort, actor]) {
      const directory = join(packageRoot, "images", name);
      const sources = readdirSync(directory).filter((file) => file.endsWith(".c"));
      t.ok(sources.includes(`${name}.c`));
      const words = ["-Os", ...strict, "-o", join(temporaryDirectory(t), name), ...sources];
      t.equal(execFileSync(compiler, words, { cwd: directory, encoding: "utf8" }), "", name);
    }
  });

t.test("a variant that there is not is told with those that there are", async (t) => {
  for (const program of [abort, actor])
    for (const variant of ["dynamic", "uclibc", ""])
      t.throws(() => cImage(program, variant), {
        ...{ code: "IMAGE", exitCode: 2 },
        message: imagesOf(program).join(", "),
      });
});

t.test(
  "PID 1 dies of the instruction that its libc's abort(3) ends in, whatever became of SIGABRT before",
  needs("root", "tracefs", "cc", "musl-gcc"),
  async (t) => {
    const place = new Place(t);
    const out = join(place.directory, "report");
    const claims = ["c-abort", "handler", "blocked", "ignored"].map((name) => `pid1-abort/${name}`);
    const words = ["--runtime", "unshare", "--strategy", "direct-file", "--out", out];
    t.match(await place.run(t, "run", ...claims, ...words), { code: 0 });
    const { cases } = await readRun(out);
    t.equal(cases.length, claims.length * imagesOf(abort).length);
    for (const { id, observation } of cases) {
      const chain = observation?.evidence.chain.map(({ name }) => name) ?? [];
      const signal = process.arch === "x64" ? "SIGSEGV" : undefined;
      t.match(observation?.fate.actual, { kind: "signal", ...(signal && { signal }) }, id);
      t.match(chain.slice(-3), ["abort-instruction", "signal", "killed"], id);
    }
  },
);
