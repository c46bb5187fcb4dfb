import "../../fixtures/plain-children.ts";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { openMountNamespace } from "../../../lib/host/namespace.ts";
import { detectBinary, findRuntime, identify } from "../../../lib/runtimes/oci/binary.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";

function program(t: Test, script: string, mode = 0o755): string {
  const path = join(temporaryDirectory(t), "runtime");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}

t.test("what runc, crun, runsc and youki say of themselves is understood", async (t) => {
  const said = {
    runc: "runc version 1.1.5+ds1\ncommit: 1.1.5+ds1-1\nspec: 1.0.2-dev\ngo: go1.19.8\n",
    crun: "crun version 1.8.1\ncommit: f8a096be\nrundir: /run/crun\nspec: 1.0.0\n+SYSTEMD +SELINUX\n",
    runsc: "runsc version 0.0~20221219.0\nspec: 1.0.2-dev\n",
    youki: "youki version 0.4.1\ncommit: 0.4.1-0-f5a5e1d\n",
  };
  const version = {
    runc: "1.1.5+ds1 commit 1.1.5+ds1-1",
    crun: "1.8.1 commit f8a096be",
    runsc: "0.0~20221219.0",
    youki: "0.4.1 commit 0.4.1-0-f5a5e1d",
  };
  for (const [kind, text] of Object.entries(said)) {
    const path = program(t, `[ "$*" = --version ] || exit 9; cat <<EOF\n${text}EOF`);
    t.same(await identify(path), { kind, version: version[kind as keyof typeof version] });
  }
});

t.test("what is no OCI runtime is told in one sentence", async (t) => {
  t.match(await identify(program(t, "exit 3")), /exits with 3/);
  t.match(await identify(program(t, "kill -9 $$")), /killed by SIGKILL/);
  t.match(await identify(program(t, "echo git version 2.39.5")), /names no runtime/);
  t.match(await identify(program(t, "head -c 300000 /dev/zero")), /names no runtime/);
  t.match(await identify(join(temporaryDirectory(t), "none")), /cannot be started \(ENOENT\)/);
});

t.test("one that hangs is ended, with whatever it has started", async (t) => {
  const pidFile = join(temporaryDirectory(t), "pid");
  t.match(await identify(program(t, `sleep 1000 & echo $! >${pidFile}; wait`)), /did not end within 5 s/);
  const pid = readFileSync(pidFile, "utf8").trim();
  const isGone = () =>
    !existsSync(`/proc/${pid}`) || /^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  await eventually("the end of what it started", isGone, 2_000);
});

t.test("a path is taken from the working directory, a name from where programs are", async (t) => {
  t.equal(findRuntime("./runc"), join(process.cwd(), "runc"));
  t.equal(findRuntime("/opt/runc"), "/opt/runc");
  t.equal(findRuntime("no-such-runtime"), null);
});

t.test("whether it can be used is told with a reason and a remedy", needs("root"), async (t) => {
  const namespace = await openMountNamespace();
  const detected = async (base: string) => (await detectBinary(base, namespace)).detection;
  const nothing = join(temporaryDirectory(t), "nothing");
  t.match(await detected(nothing), {
    found: false,
    reason: `there is no ${nothing}`,
    remedy: /name an executable/,
  });
  t.match(await detected(program(t, "", 0o644)), { found: false, reason: /cannot be executed \(EACCES\)/ });
  t.match(await detected("/tmp/"), { found: false, reason: /is not a file/ });
  t.match(await detected("no-such-runtime"), { found: false, remedy: "apt-get install no-such-runtime" });
  const good = program(t, "echo runx version 1.0; echo commit: 7");
  t.match(await detected(good), { found: true, version: "1.0 commit 7", path: good });
});
