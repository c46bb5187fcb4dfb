import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { giveControl, giveStdio } from "../../lib/case/giving.ts";
import { ControlDirectory } from "../../lib/control/control-directory.ts";
import type { Account } from "../../lib/host/account.ts";
import type { Source } from "../../lib/strategies/strategy.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const subordinate = { uids: { start: 100_000, count: 9_999 }, gids: { start: 200_000, count: 9_999 } };
const as: Account = { name: "somebody", uid: 1_234, gid: 1_235, become: [], subordinate };
const owner = (path: string) => [lstatSync(path).uid, lstatSync(path).gid];

t.test(
  "files and descriptors are whose runtime gets them, what is the machine's is not",
  needs("root"),
  async (t) => {
    const directory = temporaryDirectory(t);
    mkdirSync(join(directory, "log"));
    const [path, other] = [join(directory, "log", "stdout.log"), join(temporaryDirectory(t), "theirs")];
    for (const file of [path, other]) writeFileSync(file, "");
    const fd = openSync(join(directory, "held"), "w");
    t.teardown(() => closeSync(fd));
    const sources: [Source, Source, Source] = [
      { kind: "file", path: other },
      { kind: "file", path },
      { kind: "descriptor", fd },
    ];
    giveStdio({ sources }, undefined, directory);
    t.same([owner(path), fstatSync(fd).uid], [[0, 0], 0], "root's own runtime needs nothing");
    giveStdio({ sources }, as, directory);
    t.same(
      [owner(path), owner(join(directory, "log"))],
      [
        [1_234, 1_235],
        [1_234, 1_235],
      ],
    );
    t.match(fstatSync(fd), { uid: 1_234, gid: 1_235 });
    t.same(owner(other), [0, 0]);
  },
);

t.test("the control directory is PID 1's user's, as the host numbers it", needs("root"), async (t) => {
  const made = (name: string) => {
    const control = new ControlDirectory(join(temporaryDirectory(t), name));
    t.teardown(() => control.close());
    return control;
  };
  const [roots, users, theirs, both] = [made("roots"), made("users"), made("theirs"), made("both")];
  const user = { uid: 1_000, gid: 1 };
  giveControl(roots, undefined, undefined);
  giveControl(users, user, undefined);
  giveControl(theirs, undefined, as);
  giveControl(both, user, as);
  t.same(
    [roots, users, theirs, both].map(({ path }) => owner(path)),
    [
      [0, 0],
      [1_000, 1],
      [1_234, 1_235],
      [100_999, 200_000],
    ],
  );
});
