import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { cacheDirectory, cached, remembered } from "../../lib/images/cache.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const build = (directory: string) => writeFileSync(join(directory, "file"), "built");

t.test("it stands where the XDG Base Directory Specification says", async (t) => {
  t.equal(cacheDirectory(), join(process.env.XDG_CACHE_HOME as string, "fd012"));
  process.env.XDG_CACHE_HOME = "";
  t.match(cacheDirectory(), /\/\.cache\/fd012$/);
});

t.test("what is there is not built again", async (t) => {
  const place = cached("images/one", build);
  t.equal(readFileSync(join(place, "file"), "utf8"), "built");
  t.equal(
    cached("images/one", () => t.fail("it was built again")),
    place,
  );
});

t.test("a build that fails leaves nothing", async (t) => {
  const failing = () =>
    cached("images/one", (directory) => {
      build(directory);
      throw new Error("no space");
    });
  t.throws(failing, { message: "no space" });
  t.same(readdirSync(join(cacheDirectory(), "images")), []);
});

t.test("of two that build at once both get one whole thing", async (t) => {
  const place = cached("images/one", (directory) => {
    build(directory);
    cached("images/one", build); // The other run, which is quicker.
  });
  t.same(readdirSync(join(cacheDirectory(), "images")), ["one"]);
  t.same(readdirSync(place), ["file"]);
});

t.test("a value is computed once", async (t) => {
  let times = 0;
  const value = () => remembered("stamps/one", () => `value ${++times}`);
  t.same([value(), value()], ["value 1", "value 1"]);
});

t.test("a cache that cannot be written says what to do", async (t) => {
  const file = join(process.env.XDG_CACHE_HOME as string, "fd012");
  writeFileSync(file, "");
  t.throws(() => cached("images/one", build), { code: "CACHE", exitCode: 3, message: /set XDG_CACHE_HOME/ });
  t.ok(existsSync(file));
});

t.test("a directory that another made is no hindrance", async (t) => {
  mkdirSync(join(cacheDirectory(), "images"), { recursive: true });
  t.ok(existsSync(cached("images/one", build)));
});
