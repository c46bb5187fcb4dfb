import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import t from "tap";
import { mount, skip } from "../fixtures/mount.ts";

t.test("a directory is listed whole, however large", { skip }, async (t) => {
  const { client, path, behind, serverPath } = await mount(t);
  for (let index = 0; index < 1000; index += 1) {
    writeFileSync(behind(`a rather long name, so that one buffer does not hold them all ${index}`), "");
  }
  t.same((await client.call("readdirSync", path)).sort(), readdirSync(serverPath).sort());
});

t.test("an empty directory is empty, and changes on the server show", { skip }, async (t) => {
  const { client, path, behind } = await mount(t);
  t.same(await client.call("readdirSync", path), []);
  mkdirSync(behind("directory"));
  t.same(await client.call("readdirSync", path), ["directory"]);
  t.equal((await client.call("statSync", `${path}/directory`)).ino, statSync(behind("directory")).ino);
});
