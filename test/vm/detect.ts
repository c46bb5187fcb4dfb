import t from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { detectVm } from "../../lib/vm/detect.ts";

t.test("what a virtual machine needs is told, with how to get it", async (t) => {
  const detection = detectVm();
  const qemu = process.arch === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64";
  const isHere = findProgram(qemu) !== null && findProgram("cpio") !== null;
  t.equal(detection.found, isHere);
  if (detection.found) t.equal(detection.path, findProgram(qemu));
  else t.match(detection, { reason: /not (here|on this machine)$/, remedy: /^apt-get install \S.*[^.]$/ });
});
