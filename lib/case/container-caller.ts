import { changes } from "../observe/host-side.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { Container } from "../suite.ts";
import { CallerStdio } from "./caller-stdio.ts";

/** Whoever starts the runtime, as a claim looks at what it gave. */
export function callerOf(stdio: Stdio): Container["caller"] {
  const own = stdio instanceof CallerStdio ? stdio : null;
  const look = () => own?.look() ?? [];
  return {
    look,
    changes: (...of) => changes(kept(own), look(), of),
    stdinLeft: () => own?.left() ?? null,
  };
}

/** What the caller kept, as it was before the start: of what it does not keep nobody can say that it is unchanged. */
function kept(own: CallerStdio | null): CallerStdio["before"] {
  if (!own || own.before.length === 0)
    throw new Error("the claim asks what has changed of the caller's, who keeps nothing here");
  return own.before;
}
