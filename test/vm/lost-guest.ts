import t from "tap";
import { lostGuest } from "../../lib/vm/lost-guest.ts";

const quiet = { code: 0, signal: null, said: "" };
const plain = { off: quiet, console: "", memory: 512, silence: null };

t.test("one sentence says why a virtual machine was lost", async (t) => {
  const said = (text: string) => ({ ...plain, off: { ...quiet, code: 1, said: text } });
  const printed = (console: string) => ({ ...plain, console });
  for (const [traces, why] of [
    [
      said("qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory"),
      /^This machine cannot give a virtual machine 512 MiB of memory \(qemu-.*Cannot allocate memory\); free some, or give it less: --vm-memory\.$/,
    ],
    [
      said("qemu: initrd is too large, cannot support.(max: 209551359, need 246364160)"),
      /^The virtual machine ran out of its 512 MiB of memory; give it more: --vm-memory\.$/,
    ],
    [
      printed("[ 1.8] Initramfs unpacking failed: write error\n[ 2.5] Kernel panic - not syncing: VFS"),
      /ran out/,
    ],
    [
      printed(
        "[ 9.8] Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled\n[ 9.9] CPU: 0",
      ),
      /^The virtual machine ran out of its 512 MiB/,
    ],
    [
      printed("[ 9.8] Kernel panic - not syncing: sysrq triggered crash\r\n[ 9.9] CPU: 0"),
      /^The virtual machine's kernel panicked: sysrq triggered crash\.$/,
    ],
    [{ ...plain, silence: 140_000 }, /^The virtual machine was silent for 140 s, and was turned off\.$/],
    [{ ...plain, off: { code: null, signal: "SIGKILL", said: "" } }, /; QEMU was ended by SIGKILL\.$/],
    [said("line one\nqemu: no such machine"), /; QEMU ended by exit 1: qemu: no such machine\.$/],
  ] as const)
    t.match(lostGuest(traces).why, why);
});

t.test("the end of its console comes with it, without what is empty", async (t) => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  const { console } = lostGuest({ ...plain, console: `${lines.join("\r\n")}\r\n` });
  t.same(console, lines.slice(-30));
  t.same(lostGuest(plain).console, []);
});
