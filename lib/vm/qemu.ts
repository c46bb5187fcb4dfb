import type { ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";
import { MachineError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { startProcess } from "../host/start-process.ts";

/** A virtual machine that is on. */
export interface VirtualMachine {
  /** What the guest writes to its port. */
  readonly port: Readable;
  /** Resolves when it is off. */
  readonly off: Promise<Off>;
  kill(): void;
}

/** How QEMU itself ended. */
export interface Off {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** On its stderr. */
  readonly said: string;
}

export interface Boot {
  readonly kernel: string;
  readonly initramfs: string;
  readonly accelerator: Accelerator;
  /** MiB. */
  readonly memory: number;
  /** File that takes what the guest prints. */
  readonly console: string;
}

export type Accelerator = "kvm" | "tcg";

/** What is particular to an architecture, as process.arch names it: QEMU's program, its machine, and the console's name in the kernel. */
const machines: Record<string, { program: string; package: string; words: string[]; console: string }> = {
  x64: { program: "qemu-system-x86_64", package: "qemu-system-x86", words: [], console: "ttyS0" },
  arm64: {
    program: "qemu-system-aarch64",
    package: "qemu-system-arm",
    words: ["-machine", "virt"],
    console: "ttyAMA0",
  },
};

/** @throws MachineError `QEMU` where none is known for this architecture */
export function qemuProgram(): string {
  return machineHere().program;
}

/** Of Debian and Ubuntu. */
export function qemuPackage(): string {
  return machineHere().package;
}

/**
 * Turns a virtual machine on. It has no network and no disk; it is off when this process ends, however that is.
 * @throws SpawnError
 */
export async function boot({
  kernel,
  initramfs,
  accelerator,
  memory,
  console,
}: Boot): Promise<VirtualMachine> {
  const child = await start(accelerator, memory, [
    ...["-kernel", kernel, "-initrd", initramfs],
    ...["-serial", `file:${console}`],
    ...["-chardev", "stdio,id=port,signal=off", "-device", "virtio-serial"],
    ...["-device", "virtserialport,chardev=port,name=fd012"],
  ]);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  const off = new Promise<Off>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, said: said.trim() }));
  });
  return { port: child.stdout as Readable, off, kill: () => void child.kill("SIGKILL") };
}

const MOST_SAID = 4_096;

/**
 * KVM where a kernel without anything to run comes to its panic by it, which takes a second; else emulation. That /dev/kvm is there says
 * little: on some nested hosts a guest never executes an instruction.
 */
export async function accelerator(kernel: string): Promise<Accelerator> {
  if (!mayUseKvm()) return "tcg";
  const probe = await start("kvm", 256, ["-kernel", kernel, "-serial", "none"]).catch(() => null);
  if (!probe) return "tcg"; // Whoever turns one on is told why.
  const timer = setTimeout(() => probe.kill("SIGKILL"), deadline("test of virtualization"));
  const code = await new Promise<number | null>((resolve) => probe.once("close", resolve));
  clearTimeout(timer);
  return code === 0 ? "kvm" : "tcg";
}

function mayUseKvm(): boolean {
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// A guest's panic is a reboot, and a reboot is the end.
function start(accelerator: Accelerator, memory: number, words: readonly string[]): Promise<ChildProcess> {
  const machine = machineHere();
  const common = [
    ...["-accel", accelerator, "-cpu", "max", "-m", String(memory)],
    // One processor where it is emulated: while one patches code that another executes, QEMU 7.2 now and then executes neither form of it,
    // and the guest's kernel panics.
    ...["-smp", String(accelerator === "tcg" ? 1 : availableParallelism())],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-nic", "none"],
    ...["-append", `console=${machine.console} quiet panic=-1`],
  ];
  return startProcess(
    ["setpriv", "--pdeathsig", "KILL", "--", machine.program, ...machine.words, ...common, ...words],
    {
      stdio: ["pipe", "pipe", "pipe"], // At the end of its input QEMU would call the port disconnected, and the guest wait.
      detached: true, // A terminal's Ctrl-C is for the suite.
    },
  );
}

function machineHere() {
  const machine = machines[process.arch];
  if (!machine) throw new MachineError("QEMU", `--vm is not known for ${process.arch}.`);
  return machine;
}
