import type { MessageOf } from "../control/messages.ts";
import { signalName } from "../evidence/signals.ts";

/** Which signals a process was started with as ignored and as blocked, by name and in the order of their numbers. */
export interface Dispositions {
  readonly ignored: readonly string[];
  readonly blocked: readonly string[];
}

/** By the workload's own word; null where it has none. */
export function dispositionsOf(ready: MessageOf<"ready"> | undefined): Dispositions | null {
  const signals = ready?.signals;
  return signals ? { ignored: signalsIn(signals.ignored), blocked: signalsIn(signals.blocked) } : null;
}

/** @param mask in hexadecimal, as SigIgn and SigBlk of proc(5) */
export function signalsIn(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  const numbers = Array.from({ length: 64 }, (_, index) => index + 1);
  return numbers.filter((number) => (bits >> BigInt(number - 1)) & 1n).map(signalName);
}
