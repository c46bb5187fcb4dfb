import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { libcFiles } from "../../lib/images/libc-packages.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a version that no release has is refused with those that one has", async (t) => {
  t.throws(() => libcFiles("2.99"), {
    code: "LIBC_VERSION",
    exitCode: 2,
    message: /known: 2\.31, 2\.36, 2\.41/,
  });
});

t.test("a machine whose apt knows no mirror says so", async (t) => {
  const directory = temporaryDirectory(t);
  const { PATH, XDG_CACHE_HOME } = process.env;
  t.teardown(() => Object.assign(process.env, { PATH, XDG_CACHE_HOME }));
  Object.assign(process.env, { PATH: `${directory}:${PATH}`, XDG_CACHE_HOME: directory });
  writeFileSync(join(directory, "apt-get"), "#!/bin/sh\n");
  chmodSync(join(directory, "apt-get"), 0o755);
  t.throws(() => libcFiles("2.41"), { code: "LIBC_PACKAGE", exitCode: 3, message: /no mirror of Debian/ });
});
