import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const qemu = process.arch === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64";

t.test("bad input is one sentence, before anything is turned on", needs("qemu", "cpio"), async (t) => {
  const place = new Place(t);
  const broken = join(place.directory, "linux.deb");
  writeFileSync(broken, "no package");
  for (const [words, code, message] of [
    [["--vm", "/nowhere/vmlinuz"], 2, /^fd012: There is no kernel \/nowhere\/vmlinuz; name [^\n]+\n$/],
    [["--vm", broken], 2, /^fd012: [^\n]*linux\.deb cannot be unpacked: [^\n]+\n$/],
    [["--vm", "0.1"], 3, /^fd012: apt knows no kernel 0\.1 [^\n]+\n$/],
  ] as const) {
    const ended = await place.run(t, "run", ...words);
    t.equal(ended.code, code, words.join(" "));
    t.match(ended.stderr, message);
  }
  t.same(remains(place.temporary, []), []);
});

t.test(
  "what it needs of this machine and does not find is named",
  needs("qemu", "cpio", "root"),
  async (t) => {
    for (const program of [qemu, "cpio"]) {
      const hide = `mount --bind /dev/null "$(command -v ${program})"; exec "$@"`;
      const place = new Place(t, ["unshare", "--mount", "sh", "-c", hide, "sh"]);
      const { code, stderr } = await place.run(t, "run", "--vm");
      t.equal(code, 3, program);
      t.match(stderr, new RegExp(`^fd012: [^\\n]*${program}[^\\n]*: apt-get install [^\\n]+\\n$`));
      t.same(remains(place.temporary, []), []);
    }
  },
);

t.test(
  "in a virtual machine the log is on the kernel's own NFS, and what stalefs says of it is true",
  needs("qemu", "cpio", "nfs-server", "kernel-package"),
  async (t) => {
    const place = new Place(t);
    const out = join(place.directory, "report");
    const filesystems = ["nfs3", "stalefs"].flatMap((name) => ["--filesystem", name]);
    const runtimes = ["unshare", "runc", "crun"].flatMap((name) => ["--runtime", name]);
    const claims = ["stale-log/exit-after/natural", "stale-log/client-unlink", "stale-handle"];
    const { code, stderr } = await place.run(
      t,
      ...[
        "run",
        "--vm",
        "6.1",
        ...runtimes,
        ...filesystems,
        "--strategy",
        "direct-file",
        "--strategy",
        "redirect",
      ],
      ...["--out", out, ...claims],
    );
    t.equal(code, 0, stderr);
    const { head, cases } = await readRun(join(out, "run.json"));
    t.match(head.machine.kernel, /^6\.1\./);
    const outcomes = (test: string, runtime: string, filesystem: string) =>
      cases
        .filter((one) => one.test === test && one.runtime === runtime && one.filesystem === filesystem)
        .map(({ strategy, outcome }) => `${strategy}: ${outcome}`);
    const expected = [
      "direct-file: exit 127 · stale-abort · lost 0",
      "redirect: exit 127 · stale-abort · lost 0",
    ];
    for (const filesystem of ["nfs3", "stalefs"])
      for (const runtime of ["unshare", "crun"])
        t.same(outcomes("exit-after/natural", runtime, filesystem), expected, `${runtime} on ${filesystem}`);
    t.same(outcomes("client-unlink", "unshare", "nfs3"), ["direct-file: exit 0 · lost 0"]);
    const evidence = cases.map(({ observation }) => observation?.evidence.chain.length ?? 0);
    t.ok(Math.max(...evidence) > 3, "the kernel trace comes from inside");
    t.same(remains(place.temporary, []), []);
  },
);
