import { readFileSync } from "node:fs";
import t from "tap";
import { thisMachine } from "../../lib/host/machine.ts";

t.test("a machine is described by what may make a run come out differently elsewhere", async (t) => {
  t.match(thisMachine("glibc 2.36"), {
    kernel: readFileSync("/proc/sys/kernel/osrelease", "utf8").trim(),
    architecture: process.arch,
    libc: "glibc 2.36",
    node: process.versions.node,
    root: Boolean,
    cgroup: /^(v1|v2|hybrid|none)$/,
  });
});
