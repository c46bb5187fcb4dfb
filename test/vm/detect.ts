import t from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { detectVm } from "../../lib/vm/detect.ts";
import { missingPrograms } from "../../lib/vm/guest-programs.ts";

t.test("what a virtual machine needs is told, with how to get it", async (t) => {
  const detection = detectVm();
  const qemu = process.arch === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64";
  t.equal(detection.found, missingPrograms({ nfs: false }).length === 0);
  if (detection.found) t.equal(detection.path, findProgram(qemu));
  else t.match(detection, { reason: /not on this machine$/, remedy: /^apt-get install \S.*[^.]$/ });
});
