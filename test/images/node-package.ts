import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { nodePackage } from "../../lib/images/node-package.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

/** No registry: npm is told of one that nobody listens on. */
function offline(t: { teardown(act: () => void): void }): void {
  process.env.npm_config_registry = "http://127.0.0.1:1/";
  process.env.npm_config_fetch_retries = "0";
  t.teardown(() => {
    delete process.env.npm_config_registry;
    delete process.env.npm_config_fetch_retries;
  });
}

t.test("what is no version is refused before anything is asked", async (t) => {
  for (const wanted of ["latest", "12.x", "../12", "12.1.2.3"])
    t.throws(() => nodePackage(wanted), { code: "NODE_VERSION", exitCode: 2 }, wanted);
});

t.test("without a registry one sentence says why", async (t) => {
  offline(t);
  t.throws(() => nodePackage("12.22.12"), {
    code: "NODE_PACKAGE",
    exitCode: 3,
    message: /^node 12\.22\.12 cannot be had .*ECONNREFUSED/,
  });
  t.throws(() => nodePackage("12"), { code: "NODE_PACKAGE", exitCode: 3 });
});

t.test("without a registry, what is in the cache will do, the newest of its line", async (t) => {
  offline(t);
  for (const version of ["12.9.0", "12.22.12", "14.0.0"]) {
    const bin = join(process.env.XDG_CACHE_HOME as string, "fd012/nodes", version, "package/bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "node"), "");
  }
  t.match(nodePackage("12"), { version: "12.22.12", program: /12\.22\.12\/package\/bin\/node$/ });
});
