import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { groupNames, hierarchies, removeGroups } from "../../lib/host/cgroups.ts";
import { mayMount } from "../../lib/host/namespace.ts";

t.test("each hierarchy is where this process stands in it", async (t) => {
  for (const { mount, own } of hierarchies()) {
    t.ok(own.startsWith(mount));
    t.ok(existsSync(join(own, "cgroup.procs")), own);
  }
});

const skip = mayMount() && hierarchies().length > 0 ? false : "control groups cannot be made here";

t.test("groups are found by the beginning of their name, and go with all below them", { skip }, async (t) => {
  const name = `fd012-test-${process.pid}`;
  t.teardown(() => removeGroups(name));
  for (const { own } of hierarchies()) mkdirSync(join(own, name, "payload"), { recursive: true });
  t.same(groupNames(`fd012-test-${process.pid}`), [name]);
  t.same(removeGroups(name), []);
  t.same(groupNames(name), []);
  t.same(removeGroups(name), [], "what is not there is not missed");
});
