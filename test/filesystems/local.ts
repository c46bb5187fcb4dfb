import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { local } from "../../lib/filesystems/local.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.test("it is there on every machine", async (t) => {
  t.match(await local.detect(), { found: true });
});

t.test("PID 1's side and the server's are one directory", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const { path, serverPath, unmount } = await local.mount({
    directory,
    namespace: await openMountNamespace(),
  });
  t.same([path, serverPath], [join(directory, "files"), join(directory, "files")]);
  t.ok(existsSync(path));
  await unmount();
  await unmount();
});
