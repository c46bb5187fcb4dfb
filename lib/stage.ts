import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Stage } from "./case/case.ts";
import { detectKernelTrace, type KernelTrace, openKernelTrace } from "./evidence/kernel-trace.ts";
import { TraceLostError } from "./evidence/process-ledger.ts";
import type { Filesystem, Mounted } from "./filesystems/filesystem.ts";
import { mountCommand } from "./filesystems/mount-command.ts";
import type { Account } from "./host/account.ts";
import { helperEnvironment } from "./host/helper-process.ts";
import { endLabelled } from "./host/labelled.ts";
import { type MountNamespace, openMountNamespace } from "./host/namespace.ts";
import { oncePerKey } from "./host/once-per-key.ts";
import { PipeMaker } from "./host/pipes.ts";
import { makeRunDirectory, removeRunDirectory } from "./host/run-directory.ts";
import { Teardown } from "./host/teardown.ts";
import { instanceName } from "./host/trace-instances.ts";
import type { Image } from "./images/image.ts";
import { countOwnDescriptors, type DescriptorCount } from "./observe/own-descriptors.ts";
import type { Daemon, DaemonKind } from "./runtimes/daemon.ts";
import { logsOn } from "./runtimes/daemon-logs.ts";
import { startPrivateDaemon } from "./runtimes/private-daemon.ts";

/** Where a run takes place before its cases are known: its directory and its namespace. */
export interface Ground {
  readonly directory: string;
  readonly namespace: MountNamespace;
  /** Removes everything; returns a sentence for each thing that could not be. */
  clear(): Promise<string[]>;
  /** Registers what stands on this ground and must go before it. */
  readonly teardown: Teardown;
}

/** @param as on whose behalf root is to drive runtimes @throws MachineError `NO_NAMESPACES` */
export async function openGround(as?: Account): Promise<Ground> {
  const teardown = new Teardown();
  const directory = makeRunDirectory();
  teardown.add("remove the temporary directory", () => removeRunDirectory(directory));
  try {
    const namespace = await openMountNamespace(as && { ...as, home: join(directory, "home") });
    if (namespace.as) await share(directory, namespace, teardown);
    teardown.add("end the mount namespace", () => namespace.close());
    return { directory, namespace, teardown, clear: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

export interface Conditions extends Pick<Stage, "timeout" | "interrupted"> {
  readonly trace: TraceWish;
}

/** Whether the kernel is to be asked how PID 1 ended, and whether the run goes on where it cannot be. */
export type TraceWish = "none" | "wanted" | "required";

/**
 * Everything that the cases of a run share; file systems are mounted when the first case needs them.
 * @throws MachineError `HELPER` where a required trace cannot be opened
 */
export async function openStage(
  ground: Ground,
  { timeout, interrupted, trace: wish }: Conditions,
): Promise<Stage> {
  const { directory, namespace, teardown } = ground;
  const pipes = await PipeMaker.open();
  teardown.add("end the pipe maker", () => pipes.close());
  const trace = wish === "none" ? untraced : await openTrace(instanceName(basename(directory)), wish);
  if (trace.reader) {
    const { reader } = trace;
    teardown.add("remove the trace instance", () => reader.close());
    teardown.add("read the whole kernel trace", () => demandWhole(reader));
  }
  const control = counter(join(directory, "own"));
  const engine = counter("engine");
  const volume = oncePerKey(
    (filesystem: Filesystem, owner: string | null) => [filesystem.name, owner ?? "shared"].join(" "),
    (filesystem, owner) => mount(filesystem, owner, ground),
  );
  return {
    ...{ directory, namespace, pipes, timeout, interrupted },
    trace: trace.reader,
    traceMissing: trace.missing,
    ownDescriptors: oncePerKey(
      (image: Image, workload: string) => `${image.name} ${workload}`,
      (image, workload): Promise<DescriptorCount> => countOwnDescriptors(image, workload, control()),
    ),
    volume,
    daemon: oncePerKey(
      (runtime: string, _: DaemonKind, { name }: Filesystem) => `${runtime} ${name}`,
      async (_, kind, filesystem) => runDaemon(kind, await volume(filesystem, null), engine(), ground),
    ),
    shown: oncePerKey(({ rootfs }: Image) => rootfs, shownTo(ground)),
  };
}

/** Each case that it concerns says so; the run does too. */
function demandWhole(trace: KernelTrace): void {
  const lost = trace.lost();
  if (lost > 0) throw new TraceLostError(lost);
}

const untraced = { reader: null, missing: "the run was made without it (--no-kernel-trace)" };

async function openTrace(
  instance: string,
  wish: TraceWish,
): Promise<{ reader: KernelTrace | null; missing: string | null }> {
  const detection = detectKernelTrace();
  if (!detection.found) return { reader: null, missing: detection.reason };
  try {
    return { reader: await openKernelTrace(instance, process.pid), missing: null };
  } catch (error) {
    if (wish === "required") throw error;
    return { reader: null, missing: (error as Error).message };
  }
}

async function mount(
  filesystem: Filesystem,
  owner: string | null,
  { directory, namespace, teardown }: Ground,
): Promise<Mounted> {
  const place = join(directory, owner === null ? filesystem.name : `${filesystem.name}-${owner}`);
  mkdirSync(place, { recursive: true }); // An attempt before this one may have failed.
  const mounted = await filesystem.mount({ directory: place, namespace });
  teardown.add(`unmount ${filesystem.name}`, () => mounted.unmount());
  return mounted;
}

/** Registered after the file system that it keeps logs on, so it goes before that. */
async function runDaemon(
  kind: DaemonKind,
  mounted: Mounted,
  name: string,
  { directory, teardown }: Ground,
): Promise<Daemon> {
  const logs = logsOn(mounted, kind, name);
  return await startPrivateDaemon(kind, join(directory, name), logs, (close) =>
    teardown.add(`end the run's own ${kind.program}`, close),
  );
}

/**
 * What is mounted in the run's directory from now on is seen in each user namespace that is made meanwhile too: a user's podman has one for the whole
 * run, by a process of its own that nobody else ends.
 */
async function share(directory: string, namespace: MountNamespace, teardown: Teardown): Promise<void> {
  await mountCommand(namespace, ["mount", "--bind", directory, directory]);
  teardown.add("unmount the run's directory", () => mountCommand(namespace, ["umount", "-l", directory]));
  await mountCommand(namespace, ["mount", "--make-shared", directory]);
  teardown.add("end what the user's runtimes have left", async () => {
    await endLabelled((label) => label === helperEnvironment.FD012_LABEL);
  });
}

/**
 * Images as whoever drives the runtimes reaches them. They lie where root keeps them, which nobody else may walk through: another user is shown
 * them in the run's own directory, and no more of root's.
 */
function shownTo({ directory, namespace, teardown }: Ground): Stage["shown"] {
  return async (image) => {
    if (!namespace.as) return image;
    // An image's archive is known by the name of the directory that its root is in.
    const rootfs = join(directory, "images", basename(dirname(image.rootfs)), "rootfs");
    mkdirSync(rootfs, { recursive: true });
    await mountCommand(namespace, ["mount", "--bind", "-o", "ro", image.rootfs, rootfs]);
    teardown.add("unmount an image", () => mountCommand(namespace, ["umount", "-l", rootfs]));
    return { ...image, rootfs };
  };
}

function counter(prefix: string): () => string {
  let n = 0;
  return () => `${prefix}-${++n}`;
}
