/** What can be PID 1: one behaviour of it is a workload. A claim is about one of these; see Claim. */
export type ProgramName = "node" | "npm" | "abort" | "actor" | "init";

interface Program {
  /** The source of a workload in this package. */
  file(workload: string): string;
  /** What the image's entrypoint is given, to be that workload. */
  words(workload: string, args: readonly string[]): string[];
  /** Whether `words("actor", [channel])` is an actor (lib/control/steps.ts), so that one can be executed beside PID 1. */
  readonly hasActor: boolean;
  /** Whether its images hold /bin/sh, for a wiring that is made inside the container. */
  readonly hasShell: boolean;
}

export const programs: Record<ProgramName, Program> = {
  node: {
    file: (workload) => `images/node/workloads/${workload}.cjs`,
    words: (workload, args) => [`/workloads/${workload}.cjs`, ...args],
    ...{ hasActor: true, hasShell: true },
  },
  /** A script of its package.json is a workload of node's. */
  npm: {
    file: (workload) => `images/node/workloads/${workload}.cjs`,
    words: (workload, args) => [workload, ...args],
    ...{ hasActor: false, hasShell: true },
  },
  /** The actor, with an init in front of it: what is executed beside it would be one more init. */
  init: { ...inC("actor"), hasActor: false, hasShell: false },
  abort: { ...inC("abort"), hasActor: false, hasShell: false },
  actor: { ...inC("actor"), hasActor: true, hasShell: false },
};

/** The program is its one behaviour. */
function inC(name: string) {
  return {
    file: (workload: string) => `images/${name}/${workload}.c`,
    words: (_workload: string, args: readonly string[]) => [...args],
  };
}
