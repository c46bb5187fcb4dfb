import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { SceneByHand } from "../../lib/faults/fault.ts";
import { quota as exhaustQuota } from "../../lib/faults/table.ts";
import { quota } from "../../lib/filesystems/quota.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.test(
  "used up, its quota takes not one byte more, of root either, until it is lifted",
  {
    ...needs("root", "btrfs"),
  },
  async (t) => {
    const directory = temporaryDirectory(t);
    const mounted = await quota.mount({ directory, namespace: await openMountNamespace() });
    t.teardown(() => mounted.unmount());
    const fd = openSync(join(mounted.path, "log"), "a");
    t.teardown(() => closeSync(fd));
    t.equal(writeSync(fd, "before"), 6);
    await mounted.quota?.exhaust();
    t.throws(() => writeSync(fd, "after"), /unknown error/); // Node has no name for EDQUOT; test/faults/disks.ts looks at its number.
    await mounted.quota?.lift();
    t.equal(writeSync(fd, "after"), 5);
  },
);

t.test("by hand a shell does the same", needs("root", "btrfs"), async (t) => {
  const mount = join(temporaryDirectory(t), "it's");
  mkdirSync(mount);
  const byHand = quota.byHand(mount);
  const [exhaust] = exhaustQuota.byHand({ server: '"$server"' } as SceneByHand);
  const script = `set -e; { ${byHand.mount}; ${exhaust}; } >/dev/null
{ sh -c 'echo x >"$1/log"' - "$server" || echo refused; } 2>/dev/null; ${byHand.unmount}`;
  const stdout = execFileSync("sh", ["-c", script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  t.equal(stdout, "refused\n");
});
