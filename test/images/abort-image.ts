import { readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { abortImage, abortImages } from "../../lib/images/abort-image.ts";
import { imageOf } from "../../lib/images/spec.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const libcs = { abort: /^glibc \d+\.\d+$/, "abort:static": /^glibc \d+\.\d+$/, "abort:musl": "musl" };

for (const [name, libc] of Object.entries(libcs)) {
  const needed = needs(name === "abort:musl" ? "musl-gcc" : "cc");
  t.test(`${name} holds the program and the libraries that it needs, and nothing else`, needed, async (t) => {
    const request = imageOf(name);
    const image = request.open(request);
    t.match(image, { name, program: "abort", isNode: false, libc, architecture: process.arch });
    const files = readdirSync(image.rootfs, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const names = files.map((entry) => entry.name).filter((one) => one !== "null");
    const libraries = names.filter((one) => one !== "abort");
    t.ok(names.includes("abort"));
    t.equal(libraries.length > 0, name === "abort", libraries.join());
    t.equal(request.open(request).rootfs, image.rootfs, "it is built once");
  });
}

t.test(
  "without a compiler what was built before will do, and else it is told how to get one",
  needs("cc"),
  async (t) => {
    const { rootfs } = abortImage(null);
    const path = helperEnvironment.PATH;
    helperEnvironment.PATH = temporaryDirectory(t);
    t.teardown(() => {
      helperEnvironment.PATH = path;
    });
    t.equal(abortImage(null).rootfs, rootfs);
    const message = /There is no cc on this machine\. To get it: apt-get install -y gcc libc6-dev\.$/;
    t.throws(() => abortImage("static"), { code: "COMPILER", exitCode: 3, message });
  },
);

t.test("a variant that there is not is told with those that there are", async (t) => {
  for (const variant of ["dynamic", "uclibc"])
    t.throws(() => abortImage(variant), { code: "IMAGE", exitCode: 2, message: abortImages.join(", ") });
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
    t.equal(cases.length, claims.length * abortImages.length);
    for (const { id, observation } of cases) {
      const chain = observation?.evidence.chain.map(({ name }) => name) ?? [];
      const signal = process.arch === "x64" ? "SIGSEGV" : undefined;
      t.match(observation?.fate.actual, { kind: "signal", ...(signal && { signal }) }, id);
      t.match(chain.slice(-3), ["abort-instruction", "signal", "killed"], id);
    }
  },
);
