import { readFileSync } from "node:fs";
import t from "tap";
import { cgroupsOf, cgroupsPath, crunRefusal } from "../../../lib/runtimes/oci/cgroups.ts";

t.test("crun is refused where, and only where, version 2 of a hybrid has a controller left", async (t) => {
  let free = "";
  try {
    free = readFileSync("/sys/fs/cgroup/unified/cgroup.controllers", "utf8").trim();
  } catch {
    // No hybrid machine.
  }
  const refusal = crunRefusal();
  if (free === "") return t.equal(refusal, null);
  t.match(refusal, { found: false, reason: free.split(" ")[0] });
  return t.match(refusal?.remedy, /mkdir -p \S+ && mount -t cgroup -o \w+ cgroup /);
});

t.test("a container's cgroup is found by its whole name", async (t) => {
  t.equal(cgroupsPath("fd012-x-case-1"), "/fd012-x-case-1");
  t.same(cgroupsOf("fd012-no-such-case-1"), []);
});
