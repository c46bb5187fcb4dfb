import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { guestFiles } from "../../lib/vm/guest-files.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("node, the suite, a shell and the loader are taken along, each path once", async (t) => {
  const files = await guestFiles([], [temporaryDirectory(t)]);
  t.equal(new Set(files).size, files.length);
  for (const path of [process.execPath, join(packageRoot, "dist/cli.js"), join(packageRoot, "package.json")])
    t.ok(files.includes(path), path);
  t.ok(files.some((path) => path.endsWith("/sh")));
  t.ok(files.some((path) => /\/ld-(linux|musl)/.test(path)));
});
