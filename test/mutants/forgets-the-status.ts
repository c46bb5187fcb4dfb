import type { Runtime } from "../../lib/runtimes/runtime.ts";
import { driven } from "./driven.ts";

/** A runtime, but that it tells whoever asks for a status afterwards that all went well. */
export function forgetsTheStatus(honest: Runtime): Runtime {
  return driven(honest, () => ({ status: async () => ({ kind: "exit", code: 0 }) }));
}
