import { UsageError } from "../errors.ts";
import { type Account, accountOf } from "../host/account.ts";
import { mayMount } from "../host/namespace.ts";

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
