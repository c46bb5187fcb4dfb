import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { quoted } from "../../lib/host/shell-words.ts";
import { type OddRootName, oddRootScript, outsideMounts } from "../../lib/images/odd-roots.ts";
import { assembleRootfs } from "../../lib/images/rootfs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

function made(t: Test, name: OddRootName) {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, "program"), "program");
  assembleRootfs(directory, new Map([["/usr/bin/program", join(directory, "program")]]), "none");
  const image = join(directory, "rootfs");
  const [root, outside] = [join(directory, "odd root"), join(directory, "outside")];
  const places = { image: quoted(image), root: quoted(root), outside: quoted(outside) };
  execFileSync("sh", ["-ec", oddRootScript(name, places)]);
  const stat = (path: string) => lstatSync(join(root, path), { throwIfNoEntry: false });
  return { root, outside, stat, target: (path: string) => readlinkSync(join(root, path)) };
}

t.test("an odd root is the image's, but for what it is called by", needs("root"), async (t) => {
  const honest = made(t, "no-proc");
  t.ok(honest.stat("dev/null")?.isCharacterDevice());
  t.equal(honest.stat("dev/null")?.rdev, 0x103);
  t.equal(honest.target("dev/stdout"), "/proc/self/fd/1");
  t.equal(readFileSync(join(honest.root, "usr/bin/program"), "utf8"), "program");
  t.equal(honest.stat("proc"), undefined);
  t.ok(made(t, "null-is-a-file").stat("dev/null")?.isFile());
  t.equal(made(t, "null-is-another-device").stat("dev/null")?.rdev, 0x105);
  t.ok(made(t, "dev-is-a-file").stat("dev")?.isFile());
  t.equal(made(t, "no-dev").stat("dev"), undefined);
});

t.test("its links lead to the case's own directory outside, and nowhere else", needs("root"), async (t) => {
  for (const [name, link, target] of [
    ["null-is-a-link", "dev/null", "file"],
    ["console-is-a-link", "dev/console", "file"],
    ["dev-is-a-link", "dev", "directory"],
  ] as const) {
    const odd = made(t, name);
    t.equal(odd.target(link), join(odd.outside, target), name);
  }
});

t.test("what a link is to reach inside too is mounted by the same path", async (t) => {
  t.same(outsideMounts("null-is-a-link", "/outside"), [{ source: "/outside", target: "/outside" }]);
  t.same(outsideMounts("dev-is-a-link", "/outside"), []);
});
