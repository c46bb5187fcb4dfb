import t from "tap";
import { openImages } from "../../lib/commands/open-images.ts";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { imageOf } from "../../lib/images/spec.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const own = `node:${process.versions.node}`;

function withoutCompiler(t: Parameters<typeof temporaryDirectory>[0]): void {
  const path = helperEnvironment.PATH;
  helperEnvironment.PATH = temporaryDirectory(t);
  t.teardown(() => {
    helperEnvironment.PATH = path;
  });
}

t.test("with none named, a program's own are opened, and only those that a claim is about", async (t) => {
  const { images, missing } = openImages(null, new Set(["node"]));
  t.match(images, [{ name: own }]);
  t.equal(missing.size, 0);
});

t.test("one that is not to be had stands in the plan with the reason", async (t) => {
  withoutCompiler(t);
  const { images, missing } = openImages(null, new Set(["abort"]));
  t.same(
    images.map(({ name }) => name),
    ["abort", "abort:static", "abort:musl"],
  );
  t.match(
    missing.get("abort:musl"),
    /no musl-gcc on this machine\. To get it: apt-get install -y musl-tools/,
  );
});

t.test("one that was named and is not to be had is an error", async (t) => {
  withoutCompiler(t);
  t.throws(() => openImages([imageOf("abort")], new Set(["abort"])), { code: "COMPILER", exitCode: 3 });
});

t.test("two names of one image are one", async (t) => {
  const { images } = openImages([imageOf("node"), imageOf("node")], new Set(["node"]));
  t.match(images, [{ name: own }]);
});
