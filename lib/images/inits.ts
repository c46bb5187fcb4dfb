/** An init that images put in front of their program, so that PID 1 reaps children and hands signals on. */
export interface Init {
  readonly name: string;
  /** What it is called on a machine; the first of them that is there is copied. */
  readonly programs: readonly [string, ...string[]];
  /** Words between it and the program that it starts. */
  readonly options: readonly string[];
  /** The one command that gets it, on Debian and Ubuntu. */
  readonly remedy: string;
}

export const inits: readonly Init[] = [
  { name: "tini", programs: ["tini-static", "tini"], options: ["--"], remedy: "apt-get install -y tini" },
  { name: "dumb-init", programs: ["dumb-init"], options: ["--"], remedy: "apt-get install -y dumb-init" },
  { name: "catatonit", programs: ["catatonit"], options: ["--"], remedy: "apt-get install -y catatonit" },
];
