import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { pathsBelow, pathsTo } from "../../lib/vm/guest-paths.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a file comes after the directories above it, and a link with what it leads to", async (t) => {
  const top = temporaryDirectory(t);
  mkdirSync(join(top, "real"));
  writeFileSync(join(top, "real/file"), "");
  symlinkSync("real", join(top, "link"));
  symlinkSync("file", join(top, "real/other"));
  const inside = pathsTo(join(top, "link/other"))
    .filter((path) => path.startsWith(`${top}/`))
    .map((path) => path.slice(top.length));
  t.same(inside, ["/link", "/real", "/link/other", "/link/file"]);
});

t.test("links that lead to one another end", async (t) => {
  const top = temporaryDirectory(t);
  symlinkSync("b", join(top, "a"));
  symlinkSync("a", join(top, "b"));
  t.ok(pathsTo(join(top, "a")).includes(join(top, "b")));
});

t.test("of a directory all that is in it", async (t) => {
  const top = temporaryDirectory(t);
  mkdirSync(join(top, "one/two"), { recursive: true });
  writeFileSync(join(top, "one/two/file"), "");
  const inside = pathsBelow(top).filter((path) => path.startsWith(`${top}/`));
  t.same(inside, [join(top, "one"), join(top, "one/two"), join(top, "one/two/file")]);
});
