import { existsSync, readdirSync, readFileSync } from "node:fs";
import t from "tap";
import { mount, skip } from "../fixtures/mount.ts";

t.test("files and directories are removed and renamed", { skip }, async (t) => {
  const { client, on, behind, serverPath } = await mount(t);
  await client.call("mkdirSync", on("directory"));
  await client.call("writeFileSync", on("file"), "content");
  t.equal(await client.call("renameSync", on("file"), on("directory/file")), undefined);
  t.equal(readFileSync(behind("directory/file"), "utf8"), "content");
  t.equal(await client.call("rmdirSync", on("directory")), "ENOTEMPTY");
  t.equal(await client.call("renameSync", on("directory"), on("moved")), undefined);
  t.equal(await client.call("readFileSync", on("moved/file"), "utf8"), "content");
  t.equal(await client.call("unlinkSync", on("moved")), "EISDIR");
  t.equal(await client.call("unlinkSync", on("moved/file")), undefined);
  t.notOk(existsSync(behind("moved/file")));
  t.equal(await client.call("rmdirSync", on("moved")), undefined);
  t.equal(await client.call("unlinkSync", on("absent")), "ENOENT");
  t.same(readdirSync(serverPath), []);
});

t.test("a rename over a file replaces it", { skip }, async (t) => {
  const { client, on, behind } = await mount(t);
  await client.call("writeFileSync", on("old"), "old");
  await client.call("writeFileSync", on("new"), "new");
  t.equal(await client.call("renameSync", on("new"), on("old")), undefined);
  t.equal(readFileSync(behind("old"), "utf8"), "new");
});
