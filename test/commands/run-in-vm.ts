import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";
import { placeWithKernels, vm } from "./fixtures/kernels.ts";

const qemu = process.arch === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64";
t.test("bad input is one sentence, before anything is turned on", needs("qemu", "cpio"), async (t) => {
  const place = new Place(t);
  const broken = join(place.directory, "linux.deb");
  writeFileSync(broken, "no package");
  for (const [words, code, message] of [
    [["--vm", "/nowhere/vmlinuz"], 2, /^fd012: There is no kernel \/nowhere\/vmlinuz; name [^\n]+\n$/],
    [["--vm", broken], 2, /^fd012: [^\n]*linux\.deb cannot be unpacked: [^\n]+\n$/],
    [["--vm", "0.1"], 3, /^fd012: apt knows no kernel 0\.1 [^\n]+\n$/],
    [["--vm", "stale-lock"], 2, /^fd012: There is no test "stale-lock"; did you mean "stale-log[^\n]+\n$/],
    [["--vm", "--runtime", "docker"], 2, /^fd012: --vm cannot run docker: [^\n]+\n$/],
    [
      ["--vm", "6.1", "--vm", "6.12", "--reporter", "tap"],
      2,
      /^fd012: --reporter tap takes one run, [^\n]+\n$/,
    ],
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

t.test("memory that this machine does not have is one sentence", needs(...vm), async (t) => {
  const place = placeWithKernels(t);
  const { code, stderr } = await place.run(
    t,
    "run",
    "--vm",
    "6.1",
    "--vm-memory",
    "900000",
    "exit-status/code/0",
  );
  t.equal(code, 3);
  t.match(stderr, /^fd012: This machine cannot give a virtual machine 900000 MiB of memory [^\n]+\n$/);
  t.same(remains(place.temporary, []), []);
  t.same(readdirSync(join(place.directory, "work", "reports")), [], "no report of a run that never began");
});

t.test("a guest that has too little memory says so, with the end of its console", needs(...vm), async (t) => {
  const place = placeWithKernels(t);
  const { code, stderr } = await place.run(
    t,
    "run",
    "--vm",
    "6.1",
    "--vm-memory",
    "400",
    "exit-status/code/0",
  );
  t.equal(code, 3);
  t.match(
    stderr,
    /^fd012: The virtual machine ran out of its 400 MiB of memory; give it more: --vm-memory\.\n/,
  );
  t.match(stderr, /Kernel panic - not syncing/);
  t.same(remains(place.temporary, []), []);
});

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
