import { UsageError } from "../errors.ts";
import { type Account, accountOf } from "../host/account.ts";
import { mayMount } from "../host/namespace.ts";
import type { RunHead } from "../results/schema.ts";

/** Whom `--as` names; undefined where it names nobody. @throws UsageError `AS_USER` */
export function behalfOf({ as }: { readonly as?: string }): Account | undefined {
  if (as === undefined) return undefined;
  if (!mayMount())
    throw new UsageError(
      "AS_USER",
      `Only root can drive runtimes on behalf of "${as}"; without root, leave out --as, and they are driven rootless anyway.`,
    );
  return accountOf(as);
}

/** As a run records it: the ids are root's in the user's containers, and the subordinate ones. */
export function recordedBehalf(as: Account | undefined): RunHead["options"]["as"] {
  return as && { user: as.name, ids: as.subordinate === null ? 1 : 1 + as.subordinate.uids.count };
}
