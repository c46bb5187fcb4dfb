import t from "tap";
import { accelerator } from "../../lib/vm/qemu.ts";
import { needs } from "../requirement.ts";

t.test("a kernel that does not run by KVM is emulated", needs("qemu"), async (t) => {
  t.equal(await accelerator("/nowhere/vmlinuz"), "tcg");
});
