import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { fd012, Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { asNobody, skipWithoutUserNamespaces } from "../host/fixtures/unprivileged.ts";
import { needs } from "../requirement.ts";

t.test("what can run here is told, with what is missing and how to get it", needs("root"), async (t) => {
  const { code, stdout } = await fd012(t, "doctor");
  t.equal(code, 0);
  t.match(stdout, /^ {2}✔ unshare /m);
  for (const line of stdout.split("\n").filter((one) => one.includes("✘")))
    t.match(stdout.slice(stdout.indexOf(line)), /^.*\n\s+→ \S/, "a remedy follows");
});

t.test("as JSON it holds the same, for programs", needs("root"), async (t) => {
  const report = JSON.parse((await fd012(t, "doctor", "--json")).stdout);
  t.match(report, {
    runtimes: { unshare: { found: true, version: /^\d/ } },
    filesystems: { local: { found: true } },
  });
  t.match(report.evidence, { "kernel-trace": { found: Boolean } });
  t.match(report["virtual machine"], { "run --vm": { found: Boolean } });
});

t.test("it leaves nothing behind", needs("root"), async (t) => {
  const place = new Place(t);
  await place.run(t, "doctor");
  t.same(remains(place.temporary, []), []);
});

t.test("of a runtime it tells what it can do here", needs("root"), async (t) => {
  const { stdout } = await fd012(t, "doctor");
  t.match(stdout, /✔ unshare .*\n\s+direct-file, shim-pipe\b.* · pid1, under-init, host-pid-namespace\n/);
});

t.test(
  "--install asks nobody where nobody can answer: it shows its commands and runs none",
  needs("root"),
  async (t) => {
    const { code, stderr, stdout } = await elsewhere(t, "debian").run(t, "doctor", "--install");
    t.equal(code, 2);
    t.match(stderr, /^ {2}DEBIAN_FRONTEND=noninteractive apt-get install .*\bbubblewrap\b.* # /m);
    t.match(stderr, /^fd012: There is no terminal to ask on: say --yes /m);
    t.notMatch(stderr, /^\+ /m, "nothing was run");
    t.equal(stdout, "");
  },
);

t.test("--install is for Debian, Ubuntu and what is like them", needs("root"), async (t) => {
  const { code, stderr } = await elsewhere(t, "alpine").run(t, "doctor", "--install", "--yes");
  t.equal(code, 3);
  t.match(stderr, /^fd012: fd012 doctor --install knows Debian and Ubuntu only, and this is alpine/);
});

t.test("--install is for root", { skip: skipWithoutUserNamespaces() }, async (t) => {
  const place = new Place(t, [...elsewhere(t, "debian").enter, ...asNobody], 0o777);
  const { code, stderr } = await place.run(t, "doctor", "--install", "--yes");
  t.equal(code, 3);
  t.match(stderr, /^fd012: Only root can install /);
});

t.test("--yes alone is a mistake", async (t) => {
  const { code, stderr } = await fd012(t, "doctor", "--yes");
  t.equal(code, 2);
  t.equal(stderr, "fd012: --yes goes with --install.\n");
});

/** The machine as if it were this distribution and had no bwrap: in a mount namespace of its own. */
function elsewhere(t: Test, distribution: string): Place {
  const release = join(temporaryDirectory(t), "os-release");
  writeFileSync(release, `ID=${distribution}\n`);
  chmodSync(release, 0o644);
  const script = `mount --bind "$0" /etc/os-release
bwrap=$(command -v bwrap) && mount --bind /dev/null "$bwrap"; exec "$@"`;
  return new Place(t, ["unshare", "--mount", "sh", "-c", script, release]);
}
