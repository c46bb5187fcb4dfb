import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { libraryClosure } from "../../lib/images/closure.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a program's loader and libraries are found, all by absolute paths that exist", async (t) => {
  const libraries = libraryClosure(process.execPath);
  t.ok(libraries.length >= 2);
  t.same(
    libraries.filter((path) => !path.startsWith("/") || !existsSync(path)),
    [],
  );
  t.ok(
    libraries.some((path) => /\/ld-(linux|musl)/.test(path)),
    "the loader is among them",
  );
});

t.test("a library that this machine does not have is named", async (t) => {
  const directory = temporaryDirectory(t);
  const says = 'echo "	libatomic.so.1 => not found"; echo "	libc.so.6 => /lib/libc.so.6 (0x00007f)"';
  writeFileSync(join(directory, "ldd"), `#!/bin/sh\n${says}\n`);
  chmodSync(join(directory, "ldd"), 0o755);
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  process.env.PATH = `${directory}:${path}`;
  t.throws(() => libraryClosure("/usr/bin/node"), {
    code: "LOADER",
    message: /needs the library libatomic\.so\.1/,
  });
});
