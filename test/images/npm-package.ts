import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { npmPackage } from "../../lib/images/npm-package.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

/** A registry's client of the test's own, first in PATH. */
function withNpm(t: Test, script: string): void {
  const directory = temporaryDirectory(t);
  const { PATH, XDG_CACHE_HOME } = process.env;
  writeFileSync(join(directory, "npm"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, "npm"), 0o755);
  Object.assign(process.env, { PATH: `${directory}:${PATH}`, XDG_CACHE_HOME: join(directory, "cache") });
  t.teardown(() => Object.assign(process.env, { PATH, XDG_CACHE_HOME }));
}

t.test("it is packed once, and found in the cache then", async (t) => {
  withNpm(
    t,
    `for to; do :; done
mkdir -p "$to/package"; echo '{"version":"8.19.4"}' >"$to/package/package.json"
tar -czf "$to/npm.tgz" -C "$to" package && rm -r "$to/package"
[ "$1 $2" = "pack npm@8.19.4" ] && echo '[{"filename":"npm.tgz"}]'`,
  );
  const directory = npmPackage("8.19.4");
  t.match(readFileSync(join(directory, "package.json"), "utf8"), "8.19.4");
  writeFileSync(join(directory, "mark"), "");
  t.equal(npmPackage("8.19.4"), directory);
  t.equal(readFileSync(join(directory, "mark"), "utf8"), "");
});

t.test("where the registry cannot be reached, it says so in npm's words", async (t) => {
  withNpm(t, 'echo "npm error code ENOTFOUND" >&2; echo "npm error network request failed" >&2; exit 1');
  t.throws(() => npmPackage("8.19.4"), {
    code: "NPM_PACKAGE",
    message: /^npm 8\.19\.4 cannot be had from the registry: network request failed; /,
  });
});
