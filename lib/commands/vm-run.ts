import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { deadline, deadlineFactor, FACTOR_VARIABLE, GREATEST_FACTOR } from "../host/deadlines.ts";
import { runGuest } from "../vm/guest-run.ts";
import { writeInitramfs } from "../vm/initramfs.ts";
import type { Kernel } from "../vm/kernel.ts";
import { modulesFor } from "../vm/modules.ts";
import { accelerator } from "../vm/qemu.ts";
import type { VmReport } from "./vm-report.ts";

/** What a guest brings along whatever its kernel is. */
export interface GuestBaggage {
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** @param timeout seconds that a case may take there */
  command(timeout: number): string[];
}

export interface VmConditions {
  /** One of this machine's own runs. */
  readonly directory: string;
  /** Seconds that a case may take on this machine. */
  readonly timeout: number;
  /** MiB; null for what it takes. */
  readonly memory: number | null;
  readonly interrupted: AbortSignal;
}

const MODULES = "virtio_pci virtio_console fuse overlay nfs nfsv3 nfsv4 nfsd".split(" ");
/** An emulated processor is some ten times slower; the guest does not measure it again, so that both sides wait equally long. */
const SLOWER = 5;

/** One run on one kernel, told to `report`. @returns the exit code */
export async function runOnKernel(
  kernel: Kernel,
  { files, environment, command }: GuestBaggage,
  { directory, timeout, memory, interrupted }: VmConditions,
  report: VmReport,
): Promise<number> {
  const place = join(directory, kernel.release);
  mkdirSync(place);
  try {
    const accelerated = await accelerator(kernel.image);
    const factor = Math.min(GREATEST_FACTOR, deadlineFactor() * (accelerated === "tcg" ? SLOWER : 1));
    const modules = modulesFor(kernel.modules, MODULES);
    const content = {
      ...{ files, modules, command: command(timeout) },
      environment: { ...environment, [FACTOR_VARIABLE]: String(factor) },
    };
    const initramfs = await writeInitramfs(place, content);
    const ended = AbortSignal.any([interrupted, report.refused]);
    const end = await runGuest(
      { kernel: kernel.image, initramfs, accelerator: accelerated, memory: memory ?? memoryFor(initramfs) },
      place,
      { silence: timeout * 1000 * factor + deadline("boot of a virtual machine"), interrupted: ended },
      (event) => report.hear(event),
    );
    return await report.close(end);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const MIB = 1_048_576;
const FOR_THE_RUN = 1_024;

// The initramfs stands in it twice for a moment, packed and unpacked.
function memoryFor(initramfs: string): number {
  return FOR_THE_RUN + 2 * Math.ceil(statSync(initramfs).size / MIB);
}
