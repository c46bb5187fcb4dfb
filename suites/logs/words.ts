import type { Container, ContainerEngine } from "../../lib/suite.ts";

export const LINE = 64;
export const LINES = 64 * LINE;

/** Both streams are pipes of the engine's, and the container is there until all was asked of it. */
export const cell = {
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  needs: ["logs"],
  stays: true,
} as const;

export const byActor = { ...cell, program: "actor", workload: "actor" } as const;

export function engineOf({ engine }: Container): ContainerEngine {
  if (!engine) throw new Error("the runtime offers logs, and has no engine");
  return engine;
}
