import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { mayMount, openMountNamespace } from "../../lib/host/namespace.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { reportOf } from "./fixtures/namespace-report.ts";
import { skipWithoutUserNamespaces } from "./fixtures/unprivileged.ts";

t.test("root works in the caller's own namespace", needs("root"), async (t) => {
  t.ok(mayMount());
  const namespace = await openMountNamespace();
  t.same(namespace.enter, []);
  t.equal(namespace.reach("/some/path"), "/some/path");
  await namespace.close();
});

t.test(
  "an unprivileged user gets a namespace to mount in, which is reached from outside and ends with the run",
  { skip: skipWithoutUserNamespaces() },
  async (t) => {
    const directory = temporaryDirectory(t);
    mkdirSync(join(directory, "mount"));
    chmodSync(join(directory, "mount"), 0o777);
    const report = await reportOf(join(directory, "mount"));
    t.match(report, { mayMount: false, enter: { length: Number }, reached: "seen from outside" });
    t.notOk(existsSync(`/proc/${report.holder}/ns/mnt`), "the holder is gone");
    t.notMatch(readFileSync("/proc/self/mounts", "utf8"), directory, "the caller's mounts are as they were");
  },
);

t.test("root without CAP_SYS_ADMIN may not mount", needs("root"), async (t) => {
  const status = execFileSync("setpriv", ["--bounding-set=-sys_admin", "--inh-caps=-all", "grep", "CapEff", "/proc/self/status"]);
  t.equal((BigInt(`0x${String(status).split(/\s+/)[1]}`) >> 21n) & 1n, 0n);
});
