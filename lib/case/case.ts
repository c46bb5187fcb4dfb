import type { KernelTrace } from "../evidence/kernel-trace.ts";
import type { Filesystem, Mounted } from "../filesystems/filesystem.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { PipeMaker } from "../host/pipes.ts";
import type { Image } from "../images/image.ts";
import type { DescriptorCount } from "../observe/own-descriptors.ts";
import type { PlannedCase } from "../results/schema.ts";
import type { Daemon, DaemonKind } from "../runtimes/daemon.ts";
import type { Plan, Runtime } from "../runtimes/runtime.ts";
import type { Strategy } from "../strategies/strategy.ts";
import type { TestDefinition } from "../suite.ts";

/** One cell of the matrix with everything needed to run it. */
export interface Case {
  readonly plan: PlannedCase;
  readonly test: TestDefinition;
  readonly runtime: Runtime;
  /** How the runtime does it; null where it cannot, which is then why it is skipped. */
  readonly runtimePlan: Plan | null;
  readonly strategy: Strategy;
  readonly filesystem: Filesystem;
  readonly image: Image;
  /** Why it cannot run here, known before anything is started; null where it can. */
  readonly skip: string | null;
}

/** Its runtime's plan. @throws Error where there is none: such a case is skipped, never run */
export function plannedFor({ plan: { id }, runtimePlan, skip }: Case): Plan {
  if (runtimePlan === null) throw new Error(`${id} has no plan: ${skip}`);
  return runtimePlan;
}

/** What the cases of a run share. */
export interface Stage {
  /** The run's own temporary directory. */
  readonly directory: string;
  readonly namespace: MountNamespace;
  readonly pipes: PipeMaker;
  /** Null with the reason beside it where the kernel cannot be asked. */
  readonly trace: KernelTrace | null;
  readonly traceMissing: string | null;
  /** Descriptors above 2 that an image's program opens by itself when it runs a workload, counted on this machine. */
  ownDescriptors(image: Image, workload: string): Promise<DescriptorCount>;
  /** The same image where whoever drives the runtimes reaches it. */
  shown(image: Image): Promise<Image>;
  /** @param owner the one case that it is for; null where all share it */
  volume(filesystem: Filesystem, owner: string | null): Promise<Mounted>;
  /** The run's own daemon of a runtime that has no other on a file system which all share. @throws MachineError `DAEMON` */
  daemon(runtime: string, kind: DaemonKind, filesystem: Filesystem): Promise<Daemon>;
  /** Milliseconds that a case may take before it counts as hanging. */
  readonly timeout: number;
  /** Aborted when the user interrupts the run. */
  readonly interrupted: AbortSignal;
}
