import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";
import { helperEnvironment } from "../../lib/host/helper-process.ts";
import { mayMount, openMountNamespace } from "../../lib/host/namespace.ts";
import { bundled } from "../fixtures/bundled.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { asNobody, skipWithoutUserNamespaces } from "./fixtures/unprivileged.ts";

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
    const program = bundled(t, fileURLToPath(new URL("./fixtures/namespace-program.ts", import.meta.url)));
    const [command, ...words] = [...asNobody, process.execPath, program, join(directory, "mount")];
    const report = JSON.parse(
      execFileSync(command as string, words, { encoding: "utf8", env: helperEnvironment }),
    );
    t.match(report, { mayMount: false, enter: /^nsenter /, reached: "seen from outside" });
    t.notOk(existsSync(`/proc/${report.holder}/ns/mnt`), "the holder is gone");
    t.notMatch(readFileSync("/proc/self/mounts", "utf8"), directory, "the caller's mounts are as they were");
  },
);

t.test("root without CAP_SYS_ADMIN may not mount", needs("root"), async (t) => {
  const status = execFileSync("setpriv", [
    "--bounding-set=-sys_admin",
    "--inh-caps=-all",
    "grep",
    "CapEff",
    "/proc/self/status",
  ]);
  t.equal((BigInt(`0x${String(status).split(/\s+/)[1]}`) >> 21n) & 1n, 0n);
});
