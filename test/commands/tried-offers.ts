import t from "tap";
import { withTried } from "../../lib/commands/tried-offers.ts";
import type { Filesystem } from "../../lib/filesystems/filesystem.ts";
import { local } from "../../lib/filesystems/local.ts";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { selection } from "../fixtures/selection.ts";

const testsOf = (claim: Parameters<typeof selection>[1]) =>
  selection({}, claim).suites.flatMap(({ tests }) => tests);

t.test("what a claim needs is tried, once, and offered where it was found", async (t) => {
  const namespace = await openMountNamespace();
  let times = 0;
  const filesystem = (answer: boolean): Filesystem => ({
    ...local,
    offers: ["fill"],
    tries: { "inode-flags": async () => times++ >= 0 && answer },
  });
  const wanted = [...testsOf({ needs: ["inode-flags"] }), ...testsOf({ needs: ["fill", "inode-flags"] })];
  t.same((await withTried(filesystem(true), wanted, namespace)).offers, ["fill", "inode-flags"]);
  t.equal(times, 1);
  t.same((await withTried(filesystem(false), wanted, namespace)).offers, ["fill"]);
});

t.test("what no claim of the run needs there is not tried", async (t) => {
  const never = async () => t.fail("it was tried");
  const filesystem: Filesystem = { ...local, tries: { "inode-flags": never as () => Promise<never> } };
  const elsewhere = testsOf({ needs: ["inode-flags"], filesystems: ["tmpfs"] });
  t.same((await withTried(filesystem, elsewhere, await openMountNamespace())).offers, []);
});
