import { UsageError } from "../errors.ts";

/**
 * Every deadline of the suite, in milliseconds on an idle machine, by whose fault it is when it passes. `deadline` gives them as this machine
 * needs them. The case's own deadline is the user's (`--timeout`) and is scaled likewise. Pauses between two looks at something are no deadlines.
 */

/** The runtime's: what was waited for did not happen, and that is an observation of the case, on every driver the same one. */
const runtimes = {
  /** The runtime creates the container and PID 1 runs: a hang at the start. */
  "start of PID 1": 10_000,
  /** podman reads and locks its storage first, and starts conmon. */
  "start of PID 1 under podman": 30_000,
  /** The process that the runtime names gets the label, the ancestor or the control group of the case: else it names a stranger. */
  "marks of PID 1": 2_000,
  /** PID 1 has ended; the runtime reports it a moment later. Else its report is late, and where the case's own deadline is over too, it hangs. */
  "report of the end": 1_000,
  /** The runtime has reported the end; PID 1 is gone, or has outlived its runtime. */
  "end of PID 1 after its runtime": 1_000,
  /** PID 1's monitor was killed; the runtime has ended PID 1 too, or lets it go on. */
  "end of PID 1 after its monitor": 3_000,
  /** PID 1's terminal was hung up; the runtime has ended PID 1, or lets it go on. */
  "end of PID 1 after its terminal": 1_000,
  /** An engine's client of a container that has ended has ended too: else it hangs. */
  "end of an engine's client": 10_000,
  /** All that PID 1 wrote has been read: else who holds the pipe open is named, and only where it is the suite alone it is an error. */
  "end of the output": 5_000,
  /** The first output is in the log before a fault is made: else it is `late`. */
  "arrival of the output": 5_000,
  /** containerd takes a container for ended before its log has the last lines. Shorter than that of the output: a server that stands still is waited for in vain. */
  "last lines of a CRI runtime": 3_000,
  /** conmon, its mounts and its control groups are gone after the end: else they were left behind. */
  "podman's traces": 2_000,
  /** What an engine took for a run or an exec it has given back: else it has grown by it. */
  "engine's resources at rest": 5_000,
  /** An OCI runtime prints its version: else it is no runtime, and `doctor` and the run say so. */
  "version of a runtime": 5_000,
} as const;

/** Nobody's: after it the suite takes the next step, which is told where it fails too. */
const nobodys = {
  /** A runtime ends once its PID 1 was killed; then it is killed itself, and one that survives even that is an error. */
  "end of a killed runtime": 5_000,
  /** The same of `docker kill`, of `docker rm` and of `podman run`, which have more to remove. */
  "end of a killed engine's container": 10_000,
  /** podman run, where conmon is gone and cannot report to it. */
  "end of podman run without conmon": 1_000,
  /** What a runtime that gave up still prints. */
  "last words": 1_000,
  /** Control groups of what was killed are empty and can be removed; else they are reported as left behind. */
  "empty control groups": 2_000,
  /** The kernel's trace tells the end of PID 1; else the evidence says why it is missing, and claims on the true status are skipped. */
  "kernel's word": 15_000,
  /** stat(2) or a look into a pipe by `inspect`: the file system of its target does not answer, which is reported. */
  "look at a descriptor": 2_000,
  /** All of a container that `inspect` reads, in a process apart: else it is shown as not known, and the others go on. */
  "look at a process": 15_000,
  /** An engine lists its containers for `inspect --all`: else it is shown as not known. */
  "list of an engine": 30_000,
  /** An engine's socket is asked whether anybody listens; a runtime without a daemon is not available. */
  knock: 3_000,
  /** A file that --suite or --driver names, with all that it awaits at its top: else it is refused. */
  "import of a user's file": 10_000,
  /** The FUSE connection ends after it was aborted; then the server kills itself. */
  "end of a FUSE connection": 2_000,
} as const;

/** The suite's own: an error of the case or of the run, never a verdict on a runtime. */
const suites = {
  /** A shell of ours, such as the pipe maker or the trace reader. On a busy machine the kernel takes seconds to remove a trace instance. */
  "start of a helper": 20_000,
  "end of a helper": 20_000,
  "making of a pipe": 5_000,
  /** Who holds a terminal tells its name, or answers another question. */
  "making of a terminal": 5_000,
  "making of a socket": 5_000,
  /** The readers of PID 1's pipes end when they are told to. */
  "end of a reader": 5_000,
  "mount of stalefs": 5_000,
  "order to stalefs": 5_000,
  "end of stalefs": 5_000,
  /** mount(8) and umount(8) of an NFS mount. */
  "NFS mount": 30_000,
  "NFS server's threads": 20_000,
  /** The mount of the suite's own is asked for a file's times, and sends what it keeps to its server first. */
  "answer of a mount": 30_000,
  /** An NFS client keeps attributes for at most 60 s by default (nfs(5): acregmax). */
  "notice of a deletion": 75_000,
  /** An image's program, run by the suite itself, to count the descriptors that it opens. */
  "count of own descriptors": 10_000,
  /** A short command, as of iptables, ctr or a runtime's `delete`. */
  command: 10_000,
  "podman command": 30_000,
  /** Discovery, inspection or `docker logs`, of 16 MiB on a busy machine too. */
  "answer of the docker daemon": 60_000,
  "answer of a CRI runtime": 10_000,
  "loading of an image": 120_000,
  /** A package of up to 60 MB from a registry. */
  "download of a package": 300_000,
  /** Of one that is asked for what a run can do without. */
  "answer of a registry": 15_000,
  /** dpkg-deb. */
  "unpacking of a package": 120_000,
  /** A step of clean-up: more than any gives itself, so that it knows best what it waited for. */
  "step of a teardown": 60_000,
  /** All that a run must remove after an error of its own. */
  "clean-up after a defect": 60_000,
  /** An engine's daemon of the suite's own takes requests; told to end, it has ended, or is killed. */
  "start of a private daemon": 30_000,
  "end of a private daemon": 15_000,
  /** A daemon that `doctor --install` has started. */
  "start of a daemon": 60_000,
  "test of virtualization": 10_000,
  /** Besides a case's time: how long a virtual machine may be silent while it boots. */
  "boot of a virtual machine": 120_000,
} as const;

const table = { ...runtimes, ...nobodys, ...suites };

export type DeadlineName = keyof typeof table;

/** Milliseconds that this machine is given. */
export function deadline(name: DeadlineName): number {
  return scaled(table[name]);
}

/** Any time, as this machine needs it. */
export function scaled(milliseconds: number): number {
  return Math.round(milliseconds * deadlineFactor());
}

export const LEAST_FACTOR = 1;
export const MOST_FACTOR = 10;
/** Of what FD012_DEADLINE_FACTOR may say. */
export const GREATEST_FACTOR = 100;
/** Overrides what is measured; also hands a run's factor to its own programs and to a virtual machine. */
export const FACTOR_VARIABLE = "FD012_DEADLINE_FACTOR";

let measured: number | null = null;

/** How many times slower than an idle machine this one is, as far as it was measured; see deadline-factor.ts. */
export function deadlineFactor(): number {
  return factorOf(process.env) ?? measured ?? LEAST_FACTOR;
}

export function setDeadlineFactor(factor: number): void {
  measured = factor;
}

/** @throws UsageError `DEADLINE_FACTOR` */
function factorOf({ [FACTOR_VARIABLE]: text }: NodeJS.ProcessEnv): number | null {
  if (text === undefined || text === "") return null;
  const factor = Number(text);
  if (factor > 0 && factor <= GREATEST_FACTOR) return factor;
  throw new UsageError(
    "DEADLINE_FACTOR",
    `${FACTOR_VARIABLE} is a number above 0 and up to ${GREATEST_FACTOR}, not "${text}".`,
  );
}
