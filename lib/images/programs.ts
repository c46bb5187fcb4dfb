/** What can be PID 1: one behaviour of it is a workload. A claim is about one of these; see Claim. */
export type ProgramName = "node" | "npm" | "abort";

interface Program {
  /** The source of a workload in this package. */
  file(workload: string): string;
  /** What the image's entrypoint is given, to be that workload. */
  words(workload: string, args: readonly string[]): string[];
}

export const programs: Record<ProgramName, Program> = {
  node: {
    file: (workload) => `images/node/workloads/${workload}.cjs`,
    words: (workload, args) => [`/workloads/${workload}.cjs`, ...args],
  },
  /** A script of its package.json is a workload of node's. */
  npm: {
    file: (workload) => `images/node/workloads/${workload}.cjs`,
    words: (workload, args) => [workload, ...args],
  },
  abort: {
    file: (workload) => `images/abort/${workload}.c`,
    words: (_workload, args) => [...args],
  },
};
