import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what is built runs without the packages that it was built from", async (t) => {
  const place = temporaryDirectory(t);
  for (const name of ["dist", "images", "package.json"])
    cpSync(join(packageRoot, name), join(place, name), { recursive: true });
  const words = ["run", "--runtime", "unshare", "bytes/exact-sizes/1", "--reporter", "tap"];
  const { stdout } = await promisify(execFile)(process.execPath, [join(place, "dist/cli.js"), ...words], {
    cwd: place,
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: join(place, "cache"), TMPDIR: place },
    timeout: 90_000,
  });
  t.match(stdout, /^ok 1 - bytes\/exact-sizes\/1 /m);
});
