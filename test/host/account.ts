import { lstatSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { type Account, accountOf, giveTo, mappingsOf, onHost } from "../../lib/host/account.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const alone: Account = { name: "somebody", uid: 1_234, gid: 1_235, become: [], subordinate: null };
const withMore: Account = {
  ...alone,
  subordinate: { uids: { start: 100_000, count: 65_536 }, gids: { start: 200_000, count: 1_000 } },
};

t.test("a user is found by name and by number, root and strangers are refused in one sentence", async (t) => {
  const nobody = accountOf("nobody");
  t.match(nobody, { name: "nobody", uid: 65_534, gid: Number });
  t.match(nobody.become, [
    "setpriv",
    "--reuid",
    "65534",
    "--regid",
    String(nobody.gid),
    "--init-groups",
    "--",
  ]);
  t.match(accountOf("65534"), { name: "nobody" });
  for (const name of ["no-such-user", "", "--help"])
    t.throws(() => accountOf(name), { code: "AS_USER", exitCode: 2, message: `There is no user "${name}"` });
  t.throws(() => accountOf("root"), { code: "AS_USER", exitCode: 2, message: /^root is root/ });
});

t.test("the user is root in its containers; all other ids are subordinate, or not there", async (t) => {
  t.same(mappingsOf(alone), {
    uids: [{ containerID: 0, hostID: 1_234, size: 1 }],
    gids: [{ containerID: 0, hostID: 1_235, size: 1 }],
  });
  t.same(mappingsOf(withMore).uids[1], { containerID: 1, hostID: 100_000, size: 65_536 });
  t.same(onHost(alone, { uid: 0, gid: 0 }), { uid: 1_234, gid: 1_235 });
  t.same(onHost(withMore, { uid: 1_000, gid: 1 }), { uid: 100_999, gid: 200_000 });
  t.throws(() => onHost(alone, { uid: 1, gid: 0 }), { message: /no id 1$/ });
  t.throws(() => onHost(withMore, { uid: 0, gid: 1_001 }), { message: /no id 1001$/ });
});

t.test("what root has made is given to whoever drives, or to nobody", needs("root"), async (t) => {
  const file = join(temporaryDirectory(t), "file");
  writeFileSync(file, "");
  giveTo(undefined, file);
  t.match(lstatSync(file), { uid: 0, gid: 0 });
  giveTo(alone, file);
  t.match(lstatSync(file), { uid: 1_234, gid: 1_235 });
});
