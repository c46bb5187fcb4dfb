import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { assembleRootfs } from "../../lib/images/rootfs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function libcOf(t: Test, library: string, content: string): string {
  const directory = temporaryDirectory(t);
  const source = join(directory, "source");
  writeFileSync(source, content);
  assembleRootfs(directory, new Map([[library, source]]));
  if (!existsSync(join(directory, "rootfs", library))) throw new Error("the file is not where it belongs");
  return JSON.parse(readFileSync(join(directory, "image.json"), "utf8")).libc;
}

t.test("the libc is what the library itself says", async (t) => {
  const says = "\0GNU C Library (Debian GLIBC 2.41-12) stable release version 2.41.\0";
  t.equal(libcOf(t, "/lib/x86_64-linux-gnu/libc.so.6", says), "glibc 2.41");
  t.equal(libcOf(t, "/lib/libc.so.6", "stripped"), "glibc of an unknown version");
  t.equal(libcOf(t, "/lib/ld-musl-x86_64.so.1", ""), "musl");
  t.equal(libcOf(t, "/bin/static", ""), "none");
});
