import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { changedOutside, lookOutside } from "../../lib/images/outside.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function changes(t: Test, act: (directory: string) => void): string[] {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, "directory"));
  writeFileSync(join(directory, "file"), "as it was made\n");
  const before = lookOutside(directory);
  act(directory);
  return changedOutside(before, lookOutside(directory));
}

t.test("where nothing is done, nothing is changed", async (t) => {
  t.same(
    changes(t, () => {}),
    [],
  );
});

t.test("other content, another mode and another file are changes", async (t) => {
  const file = (directory: string) => join(directory, "file");
  const sameLength = "as it was MADE\n";
  t.same(
    changes(t, (place) => writeFileSync(file(place), sameLength)),
    ["file is changed"],
  );
  t.same(
    changes(t, (place) => writeFileSync(file(place), "")),
    ["file is changed"],
  );
  t.same(
    changes(t, (place) => chmodSync(join(place, "directory"), 0o777)),
    ["directory is changed"],
  );
  t.same(
    changes(t, (place) => rmSync(file(place))),
    ["file is gone"],
  );
  const replaced = changes(t, (place) => {
    rmSync(file(place));
    symlinkSync("/etc/passwd", file(place));
  });
  t.same(replaced, ["file is changed"]);
  const grown = changes(t, (place) => writeFileSync(file(place), Buffer.alloc(100_000)));
  t.same(grown, ["file is changed"], "of any size");
});

t.test("what is new is counted, never named, and no link is followed", async (t) => {
  const linked = changes(t, (place) => symlinkSync("/proc/self/fd", join(place, "directory/fd")));
  t.same(linked, ["1 new entry"]);
  const two = changes(t, (place) => {
    mkdirSync(join(place, "directory/pts"));
    writeFileSync(join(place, "directory/pts/0"), "");
  });
  t.same(two, ["2 new entries"]);
});
