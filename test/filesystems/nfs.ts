import { join } from "node:path";
import t from "tap";
import { filesystems } from "../../lib/filesystems/table.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { placeWithKernels, vm } from "../commands/fixtures/kernels.ts";
import { needs } from "../requirement.ts";

t.test("where this kernel has no NFS, the reason says how to have it all the same", async (t) => {
  for (const filesystem of filesystems.filter(({ name }) => name.startsWith("nfs"))) {
    const detection = await filesystem.detect();
    if (detection.found) t.match(detection.version, /^NFS of Linux /, filesystem.name);
    else if (/^this kernel has no/.test(detection.reason)) t.match(detection.remedy, /fd012 run --vm/);
    else t.match(detection.remedy, /root|apt-get install/);
  }
});

t.test("what is done by hand mounts with the options of the case", async (t) => {
  const byHand = (name: string) => filesystems.find((one) => one.name === name)?.byHand("/m").mount ?? "";
  t.match(byHand("nfs3"), "-o vers=3,proto=tcp,nolock,noac ");
  t.match(byHand("nfs3+cached"), "-o vers=3,proto=tcp,nolock ");
  t.match(byHand("nfs3+actimeo"), "-o vers=3,proto=tcp,nolock,actimeo=1 ");
  t.match(byHand("nfs4.0"), "-o vers=4.0,proto=tcp,noac ");
});

t.test("a soft mount's gives up with EIO, and node aborts on that as on ESTALE", needs(...vm), async (t) => {
  const place = placeWithKernels(t);
  const out = join(place.directory, "report");
  const words = [
    ...["server-gone/exit-natural", "--vm", "6.1", "--filesystem", "nfs3+soft", "--strategy", "direct-file"],
    ...["--timeout", "35", "--out", out],
  ];
  const { code, stderr } = await place.run(t, "run", ...words);
  t.equal(code, 0, stderr);
  const [one] = (await readRun(out)).cases;
  t.match(one, { verdict: "recorded", outcome: / · eio-abort · lost 0$/ });
  t.match(one?.observation?.evidence.chain[0]?.text, /^fstat\(1\) EIO/);
});
