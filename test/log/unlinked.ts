import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { openFile } from "../../lib/log/log-file.ts";
import { unlinkedIn } from "../../lib/log/unlinked.ts";
import { untilNobodyHolds } from "../../lib/observe/until-closed.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a deleted file has its space, and somebody who holds it besides this process", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, Buffer.alloc(65_536, "x"));
  const segments = [{ stream: null, fd: openFile(path), isAside: false }];
  const look = () => unlinkedIn(segments, [{ stream: "stdout", path, serverPath: path }]);
  // One of the same name, which is another file.
  const another = join(temporaryDirectory(t), "log");
  const [holder, stranger] = [path, another].map((one) =>
    spawn("cat", { stdio: ["pipe", openSync(one, "a"), "ignore"] }),
  );
  await Promise.all([
    once(holder as object as NodeJS.EventEmitter, "spawn"),
    once(stranger as object as NodeJS.EventEmitter, "spawn"),
  ]);
  t.match(look(), { bytes: 0, holders: { length: 0 } }, "it has a name");
  unlinkSync(path);
  unlinkSync(another);
  const { bytes, holders } = look();
  t.ok(bytes >= 65_536, `${bytes} bytes`);
  t.same(holders, [`process ${holder?.pid} (cat)`]);
  for (const one of [holder, stranger]) one?.stdin?.end();
  t.same(await untilNobodyHolds(() => look().holders, 5_000), []);
  t.ok(look().bytes >= 65_536, "this process holds it still");
});
