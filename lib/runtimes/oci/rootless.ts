import { basename } from "node:path";
import type { Missing } from "../../detection.ts";
import { type Account, mappingsOf } from "../../host/account.ts";
import { drivenIn, isRootless, type MountNamespace } from "../../host/namespace.ts";
import { outputOf } from "../../host/programs.ts";

/**
 * OCI runtimes where they have no more than any user has. On another user's behalf (--as) the runtime makes the user namespace itself, as its
 * configuration says, and all of its commands are that user's. Without root it is run in the user namespace in which the suite's mounts are.
 */
export async function whyNotRootless(kind: string, namespace: MountNamespace): Promise<Missing | null> {
  if (!isRootless(namespace)) return null;
  const { as } = namespace;
  const who = as ? `the user ${as.name}` : "this user";
  if (as && kind === "runsc")
    return {
      found: false,
      reason:
        "runsc starts its sandbox for no other user than the one who calls it as root of a user namespace",
      remedy: "run fd012 as that user, without --as",
    };
  try {
    await outputOf([...drivenIn(namespace), "unshare", "--user", "--map-root-user", "--mount", "--", "true"]);
    return null;
  } catch (error) {
    return {
      found: false,
      reason: `${who} may not make a user namespace: ${(error as Error).message}`,
      remedy: ALLOW_NAMESPACES,
    };
  }
}

const ALLOW_NAMESPACES =
  "sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=10000, those that there are";

/** Options before the command, besides those of the kind itself. Nobody may make control groups there. */
export function rootlessOptions(kind: string, namespace: MountNamespace): readonly string[] {
  return isRootless(namespace) ? (options[basename(kind)] ?? []) : [];
}

const options: Record<string, readonly string[]> = {
  runc: ["--rootless", "true"],
  crun: ["--cgroup-manager=disabled"],
  runsc: ["--rootless"],
};

/** What a configuration says of the user namespace that the runtime is to make; nothing where it makes none. */
export function userNamespace(as: Account | undefined): {
  readonly namespaces: readonly string[];
  readonly mappings: object;
} {
  if (!as) return { namespaces: [], mappings: {} };
  const { uids, gids } = mappingsOf(as);
  return { namespaces: ["user"], mappings: { uidMappings: uids, gidMappings: gids } };
}
