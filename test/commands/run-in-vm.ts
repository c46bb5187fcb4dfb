import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { mayMount } from "../../lib/host/namespace.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { asNobody } from "../host/fixtures/unprivileged.ts";
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
    "bytes/exact-sizes/1",
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
    "bytes/exact-sizes/1",
  );
  t.equal(code, 3);
  t.match(
    stderr,
    /^fd012: The virtual machine ran out of its 400 MiB of memory; give it more: --vm-memory\.\n/,
  );
  t.match(stderr, /Kernel panic - not syncing/);
  t.same(remains(place.temporary, []), []);
});

/** Nobody in particular, where the test can become that. */
const anybody = mayMount() ? asNobody : [];

t.test(
  "no right is needed to see what the kernel's own NFS does to PID 1, by its trace from inside",
  needs(...vm),
  async (t) => {
    const place = new Place(t, anybody, 0o777);
    const out = join(place.directory, "work", "report");
    const claims = ["stale-log/exit-after/natural", "stale-log/client-unlink"];
    const strategies = ["direct-file", "shim-pipe"].flatMap((name) => ["--strategy", name]);
    const words = ["run", "--vm", "6.1", "--filesystem", "nfs3", ...strategies, ...claims, "--out", out];
    const { code, stderr } = await place.run(t, ...words);
    t.equal(code, 0, stderr);
    const { head, cases } = await readRun(out);
    t.match(head.machine.kernel, /^6\.1\./);
    t.equal(head.machine.root, true, "inside it is root");
    const [stale, behindShim, ...unlinked] = cases;
    t.match(stale, { strategy: "direct-file", outcome: / · stale-abort · lost 0$/ });
    // Which end the abort comes to is node's and the C library's (FACTS of this one pair).
    if (/^20\./.test(head.machine.node) && head.machine.libc === "glibc 2.36")
      t.match(stale?.outcome, /^exit 127 · /);
    const chain = stale?.observation?.evidence.chain.map(({ text }) => text) ?? [];
    t.match(chain[0], /^fstat\(1\) ESTALE/);
    t.ok(
      chain.some((text) => text.startsWith("SIGABRT ignored (PID 1)")),
      chain.join(" → "),
    );
    t.match(behindShim, { strategy: "shim-pipe", outcome: "exit 0 · lost 0" });
    t.same(
      unlinked.map(({ test, outcome }) => `${test}: ${outcome}`),
      ["client-unlink: exit 0 · lost 0", "client-unlink: exit 0 · lost 0"],
    );
    t.same(remains(place.temporary, []), []);
  },
);

t.test("two kernels make two runs and one table", needs(...vm, "kernel-6.12"), async (t) => {
  const place = placeWithKernels(t);
  const out = join(place.directory, "report");
  const words = ["--vm", "6.1", "--vm", "6.12", "--filesystem", "nfs3", "--strategy", "direct-file"];
  const { code, stdout } = await place.run(t, "run", ...words, "stale-log/stdout-only", "--out", out);
  t.equal(code, 0);
  const reports = readdirSync(out).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  t.match(reports, [/^6\.1\./, /^6\.12\./], "a report each, under the kernel's name");
  for (const report of reports) t.equal((await readRun(join(out, report))).head.machine.kernel, report);
  t.match(stdout, new RegExp(`^ +${reports.map(escaped).join(" +")}$`, "m"));
  t.match(stdout, /^stale-log\/stdout-only\n +direct-file · nfs3 {3}.* · stale-abort · lost 0 · ▲ died +=$/m);
  const [before = "", after = ""] = reports.map((report) => join(out, report));
  const compared = await place.run(t, "compare", before, after);
  t.match(compared, { code: 0, stdout: new RegExp(`kernel +${reports.map(escaped).join(" → ")}`) });
  t.same(remains(place.temporary, []), []);
});

function escaped(text: string): string {
  return text.replace(/[.+]/g, "\\$&");
}
