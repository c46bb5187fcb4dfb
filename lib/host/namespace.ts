import { readFileSync } from "node:fs";
import { MachineError } from "../errors.ts";
import type { Behalf } from "./account.ts";
import { startHelper } from "./helper-process.ts";

/**
 * Where the suite's own mounts live. As root that is the caller's mount namespace; without root it is a user
 * and mount namespace of the suite's own, in which it may mount, and which ends with the run.
 */
export interface MountNamespace {
  /** Words to put before a command so that it runs inside; empty where the suite is inside already. */
  readonly enter: readonly string[];
  /** On whose behalf runtimes are driven in it; absent where they are the suite's own user's. */
  readonly as?: Behalf;
  /** The path by which the suite's own process reaches a file that was mounted inside. */
  reach(path: string): string;
  /** Ends the namespace and everything in it. */
  close(): Promise<void>;
}

/**
 * @param as on whose behalf root is to drive runtimes: the mounts are root's all the same
 * @throws MachineError `NO_NAMESPACES` where neither root's nor a user namespace's mounts are permitted
 */
export async function openMountNamespace(as?: Behalf): Promise<MountNamespace> {
  if (!mayMount()) return ownNamespace();
  return as ? { ...callersNamespace, as } : callersNamespace;
}

/** Words to put before a runtime's command: it is then where the suite's mounts are, and is driven by whom it is to be. */
export function drivenIn({ enter, as }: Pick<MountNamespace, "enter" | "as">): string[] {
  return [...enter, ...(as?.become ?? [])];
}

/** Whether runtimes have no more there than any user has: a user namespace is all that they may make others in. */
export function isRootless({ enter, as }: Pick<MountNamespace, "enter" | "as">): boolean {
  return as !== undefined || enter.length > 0;
}

const CAP_SYS_ADMIN = 21n;
const CAP_SYS_RESOURCE = 24n;

/** mount(2) and unshare(2) want CAP_SYS_ADMIN; being uid 0 is not enough, as in an unprivileged container. */
export function mayMount(): boolean {
  return isCapable(CAP_SYS_ADMIN);
}

/** prlimit(2) wants CAP_SYS_RESOURCE to raise a hard limit. */
export function mayRaiseLimits(): boolean {
  return isCapable(CAP_SYS_RESOURCE);
}

function isCapable(capability: bigint): boolean {
  effective ??= capabilities();
  return ((effective >> capability) & 1n) === 1n;
}

/** Asked once: plans ask for each cell, also when no file can be opened any more. */
let effective: bigint | null = null;

function capabilities(): bigint {
  const status = readFileSync("/proc/self/status", "utf8");
  return BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
}

const callersNamespace: MountNamespace = {
  enter: [],
  reach: (path) => path,
  close: async () => {},
};

async function ownNamespace(): Promise<MountNamespace> {
  const holder = await startHelper(
    "mount namespace",
    ["unshare", "--user", "--map-root-user", "--mount", "--"],
    "echo ready >&2; read -r _",
  ).catch((error: Error) => {
    throw new MachineError(
      "NO_NAMESPACES",
      `No permission to create namespaces (${error.message}) Run as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=10000.`,
    );
  });
  return {
    enter: ["nsenter", "--target", String(holder.pid), "--user", "--mount", "--preserve-credentials", "--"],
    reach: (path) => `/proc/${holder.pid}/root${path}`,
    close: () => holder.close(),
  };
}
