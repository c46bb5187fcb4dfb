import fs from "node:fs";
import { join } from "node:path";
import t from "tap";
import { appearance } from "../../lib/host/appearance.ts";
import { watch } from "../../lib/host/watch.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { failingWatch } from "./fixtures/failing-watch.ts";

t.test("a change is told with the name of what has changed", async (t) => {
  const directory = temporaryDirectory(t);
  const name = await new Promise((resolve, reject) => {
    const watcher = watch(directory, resolve, reject);
    t.teardown(() => watcher.close());
    fs.writeFileSync(join(directory, "pid"), "1");
  });
  t.equal(name, "pid");
});

for (const [code, setting] of [
  ["ENOSPC", "fs.inotify.max_user_watches"],
  ["EMFILE", "fs.inotify.max_user_instances"],
] as const) {
  t.test(`a limit of inotify is named: ${code}`, async (t) => {
    failingWatch(t, code);
    const directory = temporaryDirectory(t);
    const limit = { code: "INOTIFY_LIMIT", exitCode: 3, message: new RegExp(`^${directory}.*${setting}`) };
    t.throws(
      () =>
        watch(
          directory,
          () => {},
          () => {},
        ),
      limit,
    );
    await t.rejects(appearance(join(directory, "pid"), Boolean, new AbortController().signal), limit);
  });
}

t.test("what else goes wrong is passed on", async (t) => {
  failingWatch(t, "ENOENT");
  t.throws(
    () =>
      watch(
        "/",
        () => {},
        () => {},
      ),
    { code: "ENOENT" },
  );
});

t.test("a watch that breaks later on is told to who watches, and ends nobody", async (t) => {
  const broken = new Promise<Error>((resolve) => {
    const watcher = watch(temporaryDirectory(t), () => {}, resolve);
    t.teardown(() => watcher.close());
    watcher.emit("error", Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
  });
  t.match(await broken, { code: "INOTIFY_LIMIT" });
});
