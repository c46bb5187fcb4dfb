import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { removeTree } from "../../lib/host/remove-tree.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { aroundCall } from "./fixtures/around-call.ts";
import { mountTmpfs } from "./fixtures/dead-run.ts";

/** A directory to remove, and one beside it that must stay. */
function place(t: Test) {
  const top = temporaryDirectory(t);
  const [tree, precious] = [join(top, "tree"), join(top, "precious")];
  for (const path of [tree, precious]) mkdirSync(path);
  for (let n = 0; n < 20; n++) writeFileSync(join(precious, `file-${n}`), "");
  return { tree, precious, isWhole: () => readdirSync(precious).length === 20 };
}

t.test("a directory is removed with all that is in it, whatever its names", async (t) => {
  const { tree } = place(t);
  mkdirSync(join(tree, "a/b/c"), { recursive: true });
  for (const name of ["a/file", "a/b/.hidden", "a/b/c/sp ace"]) writeFileSync(join(tree, name), "");
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), Buffer.from([0xff, 0xfe])]), "");
  removeTree(tree);
  t.notOk(existsSync(tree));
  removeTree(tree);
  removeTree(join(tree, "below/nothing"));
});

t.test("links are removed and not followed, the first of all included", async (t) => {
  const { tree, precious, isWhole } = place(t);
  symlinkSync(precious, join(tree, "link"));
  symlinkSync("/nowhere", join(tree, "dangling"));
  removeTree(tree);
  symlinkSync(precious, tree);
  removeTree(tree);
  t.notOk(lstatSync(tree, { throwIfNoEntry: false }));
  t.ok(isWhole());
});

for (const call of ["openSync", "readdirSync", "rmdirSync"] as const)
  t.test(`a directory that becomes a link right before ${call} is not followed`, async (t) => {
    const { tree, precious, isWhole } = place(t);
    const victim = join(tree, "a");
    mkdirSync(victim);
    for (let n = 0; n < 20; n++) writeFileSync(join(victim, `file-${n}`), "");
    let isSwapped = false;
    aroundCall(t, call, {
      before: (path) => {
        if (isSwapped || realpathSync(path) !== victim) return;
        isSwapped = true;
        renameSync(victim, join(tree, "moved"));
        symlinkSync(precious, victim);
      },
    });
    t.throws(() => removeTree(tree), { code: /^(ENOTDIR|ELOOP)$/ });
    t.ok(isSwapped && isWhole());
  });

t.test("a container cannot nest directories too deeply", async (t) => {
  const { tree } = place(t);
  const nest =
    'chdir shift; for (1..shift) { mkdir "a" or die $!; open my $f, ">", "file"; chdir "a" or die $! }';
  execFileSync("perl", ["-e", nest, tree, "3000"]);
  const open = () => readdirSync("/proc/self/fd").length;
  const [before, most] = [open(), { open: 0 }];
  aroundCall(t, "openSync", { after: () => Object.assign(most, { open: Math.max(most.open, open()) }) });
  removeTree(tree);
  t.notOk(existsSync(tree));
  t.ok(most.open - before <= 3, "it holds few descriptors");
});

t.test("nothing is removed while something is mounted in it", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const mount = join(directory, "a mount");
  mountTmpfs(t, mount);
  for (const place of [directory, mount]) {
    writeFileSync(join(place, "file"), "");
  }
  t.throws(() => removeTree(directory), { message: `${mount} is still mounted` });
  t.throws(() => removeTree(mount), { message: `${mount} is still mounted` });
  t.ok(existsSync(join(directory, "file")) && existsSync(join(mount, "file")));
});
