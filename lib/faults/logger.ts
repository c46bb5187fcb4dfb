import type { ProcessIdentity } from "../host/process.ts";
import type { Scene } from "./fault.ts";

/** Whoever a logger consists of now; a shell may start another as soon as one ends. */
export function loggersOf({ loggers }: Scene): readonly ProcessIdentity[] {
  const found = loggers?.() ?? [];
  if (found.length === 0) throw new Error("there is no logger that reads PID 1's pipes");
  return found;
}

/** The shim's other children read PID 1's pipes. */
export function loggersByHand(signal: "KILL" | "STOP" | "CONT"): string {
  return (
    'pipes=$(readlink "/proc/$pid/fd/1" "/proc/$pid/fd/2"); shim=$(sed -n "s/^PPid:[[:space:]]*//p" "/proc/$pid/status"); ' +
    `for p in /proc/[0-9]*; do case \${p#/proc/} in $pid|$shim) continue ;; esac; ` +
    `for fd in "$p"/fd/*; do case $pipes in *"$(readlink "$fd" || echo none)"*) kill -${signal} "\${p#/proc/}"; break ;; esac; done; done 2>/dev/null`
  );
}
