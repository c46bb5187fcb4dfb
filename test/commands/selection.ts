import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { asNobody, skipWithoutUserNamespaces } from "../host/fixtures/unprivileged.ts";
import { needs } from "../requirement.ts";

/** Words that enter a mount namespace whose /dev has everything but the FUSE device. */
const withoutFuse = [
  ...["unshare", "--mount", "--", "sh", "-ec"],
  `mkdir "$TMPDIR/dev"; mount --rbind /dev "$TMPDIR/dev"; mount -t tmpfs -o mode=755 tmpfs /dev
for name in null zero full random urandom tty; do : >/dev/$name; mount --bind "$TMPDIR/dev/$name" /dev/$name; done
ln -s /proc/self/fd /dev/fd; umount -l "$TMPDIR/dev"; rmdir "$TMPDIR/dev"; exec "$@"`,
  "sh",
];

/** Words that enter a user namespace with no right to mount and no further user namespaces; the machine's limit stays. */
const withoutNamespaces = [
  ...["unshare", "--user", "--map-root-user", "--", "sh", "-ec"],
  'echo 0 >/proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-sys_admin --inh-caps=-all -- "$@"',
  "sh",
];

t.test(
  "a named filesystem that this machine cannot have is told in one sentence",
  needs("root"),
  async (t) => {
    const { code, stdout, stderr } = await new Place(t, withoutFuse).run(
      t,
      "run",
      "stale-log",
      "--filesystem",
      "stalefs",
    );
    t.match({ code, stdout }, { code: 3, stdout: "" });
    t.match(
      stderr,
      /^fd012: stalefs cannot be used here: There is no \/dev\/fuse \(ENOENT\)\. To get it: [^.]+\.\n$/,
    );
  },
);

t.test("one that was not named skips its cases with the reason, the others run", needs("root"), async (t) => {
  const place = new Place(t, withoutFuse);
  const out = join(place.directory, "report");
  const claims = ["wiring/stdout-stderr-distinct", "stale-log/stdout-only"];
  const words = ["run", ...claims, "--strategy", "direct-file", "--runtime", "unshare", "--out", out];
  t.match(await place.run(t, ...words), { code: 0 });
  const { cases } = await readRun(out);
  for (const { filesystem, verdict, reason } of cases) {
    if (filesystem === "stalefs") t.match({ verdict, reason }, { verdict: "skip", reason: /no \/dev\/fuse/ });
    else if (filesystem === "local") t.match({ verdict, reason }, { verdict: "held", reason: null });
  }
  t.ok(cases.some(({ filesystem }) => filesystem === "stalefs"));
});

t.test("a run of which everything is skipped is no success", needs("root"), async (t) => {
  const place = new Place(t, withoutFuse);
  const { code, stderr } = await place.run(t, "run", "stale-log/stdout-only", "--runtime", "unshare");
  t.equal(code, 4);
  t.match(stderr, /0 held/);
});

t.test("what is required and missing fails the run", needs("root"), async (t) => {
  const place = new Place(t, withoutFuse);
  const { code, stderr } = await place.run(t, "run", "wiring", "--require", "stalefs");
  t.equal(code, 3);
  t.match(stderr, /^fd012: stalefs cannot be used here: .*\n$/);
});

const skip = skipWithoutUserNamespaces();

t.test("without permission to create namespaces it says what would permit it", { skip }, async (t) => {
  const place = new Place(t, withoutNamespaces);
  for (const words of [["run", "wiring"], ["doctor"]]) {
    const { code, stdout, stderr } = await place.run(t, ...words);
    t.match({ code, stdout }, { code: 3, stdout: "" });
    t.match(
      stderr,
      /^fd012: No permission to create namespaces .*Run as root, or allow user namespaces: .*\n$/,
    );
  }
  t.same(remains(place.temporary, []), []);
});

t.test("an unprivileged user can run, and is told what stays unchecked", { skip }, async (t) => {
  const place = new Place(t, asNobody, 0o777);
  const out = join(place.directory, "work", "report");
  const claims = ["wiring/strategy-honoured", "wiring/stdout-stderr-distinct", "bytes/exact-sizes/1"];
  const cells = "--runtime unshare --filesystem local --strategy direct-file --strategy shim-pipe".split(" ");
  const { code, stderr } = await place.run(t, "run", ...claims, ...cells, "--out", out);
  t.equal(code, 0, stderr);
  const { cases, tail, head } = await readRun(out);
  t.match(tail.counts, { held: cases.length, broken: 0, skip: 0, error: 0 });
  t.equal(head.machine.root, false);
  for (const { observation } of cases) t.match(observation?.evidence.missing, /the kernel trace needs root/);
  t.same(remains(place.temporary, []), []);
});
