import type { HarmName } from "../../lib/results/schema.ts";

/** A mutant, the claims that it is there for, and what they make of it that they do not make of the honest runtime. */
export interface Row {
  /** Name of a file beside this one, without its suffix: a runtime with one defect. */
  readonly mutant: string;
  /** Of which runtime it is a mutant, and which is the honest one; crun unless told otherwise. */
  readonly of?: "crun" | "bwrap" | "podman" | "containerd";
  /** Patterns, as on the command line. */
  readonly claims: readonly string[];
  readonly strategy: string;
  /** `local` unless told otherwise. stalefs stands in for NFS, which is not on every machine, and `stalefs+soft` for a soft mount of it. */
  readonly filesystem?: "local" | "stalefs" | "stalefs+soft" | "tmpfs" | "ext4" | "quota";
  /** It does not come to an end by itself: then its time is short. */
  readonly hangs?: true;
  readonly seen: Seen;
}

/** What is seen of the mutant, and not of the honest runtime. */
export type Seen =
  /** The case is broken by exactly these of the claim's own assertions. */
  | { readonly own: readonly (string | RegExp)[]; readonly words?: RegExp }
  /** It is broken by what is checked of every case, which is what the mutant is there for. `words` is what was seen. */
  | { readonly check: string; readonly words: RegExp }
  | { readonly harm: HarmName }
  /** A comparison tells another outcome, which alone says what the claim is about. */
  | { readonly outcome: RegExp };

const WIRED = "fds 0–2 are wired as the strategy says";
const PLACED = "the workload is where the case says";
const REPORTED = "the runtime reports how PID 1 ended";
const STARTED = "the container starts, and PID 1 comes to the point where the fault is made";
const ENDED = "PID 1 ends, and the runtime after it";
const APPENDING = (fd: number) => `fd ${fd} is the case's file open for writing with O_APPEND`;

export const table: readonly Row[] = [
  ...wired(
    "reader-in-between",
    [APPENDING(1)],
    /^fd 1 is the pipe pipe:\[\d+\] open for writing without O_APPEND$/,
  ),
  ...wired(
    "fds-1-and-2-swapped",
    [APPENDING(1), APPENDING(2)],
    /^fd 1 is the file \S+\/stderr\.log open .*, fd 2 is the file \S+\/stdout\.log open/,
  ),
  ...wired(
    "append-lost",
    [APPENDING(1)],
    /^fd 1 is the file \S+\/stdout\.log open for writing without O_APPEND$/,
  ),
  ...wired(
    "stdin-regular-file",
    ["fd 0 is /dev/null open for reading"],
    /^fd 0 is the file \S+ \(deleted\) open for reading$/,
  ),
  ...wired(
    "one-pipe-for-two",
    ["fds 1 and 2 are two objects"],
    /^fds 1 and 2 are one object: (pipe:\[\d+\]) and \1$/,
  ),
  ...wired(
    "read-by-a-stranger",
    [1, 2].map((fd) => `the other end of fd ${fd} is read by the runtime`),
    /^the other end of fd 1 is read by cat \(pid \d+\), the other end of fd 2 is read by cat \(pid \d+\)$/,
  ),
  {
    mutant: "no-pid-namespace",
    claims: ["wiring/strategy-honoured", "exit-status/code/7"],
    strategy: "direct-file",
    seen: { check: PLACED, words: /^the workload is process \d+ of the suite's own PID namespace$/ },
  },
  {
    mutant: "fds-1-and-2-swapped",
    claims: ["wiring/stdout-stderr-distinct"],
    strategy: "direct-file",
    seen: {
      own: ["each log holds only bytes of its own stream", "and all of them", "each under its own mark"],
    },
  },
  {
    mutant: "leaks-a-descriptor",
    claims: ["wiring/no-extra-fds"],
    strategy: "direct-file",
    seen: { own: ["no descriptor but the program's own"], words: /^3 → \/etc\/passwd; / },
  },
  {
    mutant: "opens-what-is-closed",
    of: "bwrap",
    claims: ["wiring/closed-stdin"],
    strategy: "direct-file",
    seen: { own: [/^fd 0 is closed/] },
  },
  {
    mutant: "opens-what-is-closed",
    of: "bwrap",
    claims: ["wiring/closed-stdout"],
    strategy: "direct-file",
    seen: { own: [/^fd 1 is closed/] },
  },
  {
    mutant: "opens-what-is-closed",
    of: "bwrap",
    claims: ["wiring/closed-all"],
    strategy: "closed",
    seen: { own: [0, 1, 2].map((fd) => new RegExp(`^fd ${fd} is closed`)) },
  },
  {
    mutant: "stdin-one-byte-more",
    claims: ["wiring/stdin-null"],
    strategy: "direct-file",
    seen: { own: ["no byte, no error, an end"] },
  },
  {
    mutant: "stdin-one-byte-more",
    claims: ["wiring/stdin-eof", "wiring/stdin-data"],
    strategy: "direct-file",
    seen: { own: ["exactly these bytes, then the end"] },
  },
  {
    mutant: "stdin-dropped",
    claims: ["wiring/stdin-data"],
    strategy: "direct-file",
    seen: { own: ["exactly these bytes, then the end"] },
  },
  {
    mutant: "stdin-without-end",
    claims: ["wiring/stdin-eof"],
    strategy: "direct-file",
    hangs: true,
    seen: { check: STARTED, words: /^PID 1 was not ready after .* in \w*pipe_read; / },
  },
  {
    mutant: "nonblock-cleared",
    claims: ["wiring/nonblock-caller"],
    strategy: "shim-pipe",
    seen: {
      own: ["O_NONBLOCK is still set while PID 1 runs", "O_NONBLOCK is still set when it has ended"],
    },
  },

  {
    mutant: "reports-one-more",
    claims: ["exit-status/code/0"],
    strategy: "direct-file",
    seen: { own: [REPORTED], words: /^the runtime reported exit 1; PID 1 ended by exit 0; / },
  },
  {
    mutant: "reports-0",
    claims: [...[1, 7, 126, 127, 128, 255].map((code) => `exit-status/code/${code}`), "exit-status/signal"],
    strategy: "direct-file",
    seen: { own: [REPORTED], words: /^the runtime reported exit 0; PID 1 ended by / },
  },

  {
    mutant: "writes-to-the-log",
    claims: ["bytes/exact-sizes"],
    strategy: "direct-file",
    seen: { own: ["the log holds as many", "and they are the same, in order"] },
  },
  {
    mutant: "truncates-the-log",
    claims: ["bytes/exact-sizes/1*", "bytes/exact-sizes/4*", "bytes/exact-sizes/6*", "bytes/exact-sizes/8*"],
    strategy: "direct-file",
    seen: { own: ["the log holds as many", "and they are the same, in order"] },
  },

  {
    mutant: "log-behind-the-shim",
    claims: [
      "stale-log/exit-after",
      "stale-log/npm",
      "stale-log/keep-writing",
      "stale-log/dir-removed",
      "stale-log/stdout-only",
      "stale-log/stderr-only",
      "stale-log/both",
    ],
    strategy: "shim-pipe",
    filesystem: "stalefs",
    seen: { harm: "died" },
  },
  {
    mutant: "stops-reading",
    claims: ["stale-log/keep-writing-beyond-a-pipe"],
    strategy: "direct-file",
    filesystem: "stalefs",
    hangs: true,
    seen: { check: ENDED, words: /^hang: / },
  },
  {
    mutant: "reports-0",
    claims: ["stale-log/supervisor-reports"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { own: [REPORTED], words: /^the runtime reported exit 0; PID 1 ended by / },
  },
  {
    mutant: "ends-with-its-log",
    claims: ["stale-log/client-unlink"],
    strategy: "direct-file",
    filesystem: "stalefs",
    seen: { own: ["PID 1 ends by exit 0"], words: /^it ended by exit 1; / },
  },
  {
    mutant: "ends-with-its-log",
    claims: ["stale-log/local-unlink"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by exit 0"], words: /^it ended by exit 1; / },
  },
  {
    mutant: "volume-left-out",
    claims: ["stale-handle/operations"],
    strategy: "redirect",
    filesystem: "stalefs",
    seen: { own: ["each operation answers as by NFSv3"] },
  },
  {
    mutant: "volume-left-out",
    claims: ["stale-handle/operations-with-state", "stale-handle/operations-unnoticed"],
    strategy: "redirect",
    filesystem: "stalefs",
    seen: { outcome: / · all ok · / },
  },
  {
    mutant: "log-behind-the-shim",
    claims: ["server-gone/exit-natural"],
    strategy: "shim-pipe",
    filesystem: "stalefs+soft",
    seen: { harm: "died" },
  },

  {
    mutant: "init-ends-with-0",
    claims: ["pid1-abort/node-abort"],
    strategy: "direct-file",
    seen: { own: ["an abort is never a success"] },
  },
  {
    mutant: "kills-who-signals",
    claims: ["pid1-abort/c-abort", "pid1-abort/handler", "pid1-abort/blocked", "pid1-abort/ignored"],
    strategy: "direct-file",
    seen: { own: [/^it ends by one of SIGABRT, /] },
  },
  {
    mutant: "no-init",
    of: "bwrap",
    claims: ["pid1-abort/not-pid1/under-init"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by signal SIGABRT"] },
  },
  {
    mutant: "pid-namespace-unasked",
    claims: ["pid1-abort/not-pid1/host-pid-namespace"],
    strategy: "direct-file",
    seen: { own: ["PID 1 ends by signal SIGABRT"] },
  },

  {
    mutant: "keeps-the-read-ends",
    claims: ["reader/closed"],
    strategy: "shim-pipe",
    seen: { harm: "lost" },
  },
  {
    mutant: "holds-the-pipes",
    of: "podman",
    claims: ["reader/monitor-killed"],
    strategy: "shim-pipe",
    seen: { harm: "lost" },
  },
  {
    mutant: "goes-with-the-daemon",
    of: "containerd",
    claims: ["reader/daemon-killed"],
    strategy: "shim-pipe",
    seen: { harm: "died" },
  },
  {
    mutant: "exec-cuts-the-tail",
    claims: ["exec/bytes", "exec/bytes-then-gone"],
    strategy: "shim-pipe",
    seen: { own: ["all arrived"] },
  },
  {
    mutant: "drops-what-waits",
    claims: ["reader/stopped"],
    strategy: "shim-pipe",
    seen: { own: ["nothing is lost"] },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/full"],
    strategy: "direct-file",
    filesystem: "tmpfs",
    seen: { harm: "lost" },
  },

  {
    mutant: "append-lost",
    claims: ["rotation/copytruncate"],
    strategy: "direct-file",
    seen: { own: ["no hole is left before what comes next"] },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/readonly", "disk/immutable"],
    strategy: "direct-file",
    filesystem: "ext4",
    seen: { harm: "lost" },
  },
  {
    mutant: "reader-in-between",
    claims: ["disk/quota"],
    strategy: "direct-file",
    filesystem: "quota",
    seen: { harm: "lost" },
  },
];

/** Mutants that are there for a check that every case gets, or for what drives a runtime, by the test that runs them. */
export const elsewhere: Readonly<Record<string, string>> = {
  "ends-early": "test/case/after-the-end.ts",
  "hangs-at-start": "test/case/hangs-at-start.ts",
  "holds-stdout": "test/case/after-the-end.ts",
  "stranger-pid": "test/runtimes/own-process.ts",
};

/** Of a runtime that wires otherwise two claims speak: the one on the wiring by its rules, and any other by the check that every case gets. */
function wired(mutant: string, own: readonly string[], words: RegExp): Row[] {
  return [
    { mutant, claims: ["wiring/strategy-honoured"], strategy: "direct-file", seen: { own } },
    { mutant, claims: ["wiring/strategy-honoured"], strategy: "direct-file", seen: { check: WIRED, words } },
    { mutant, claims: ["exit-status/code/7"], strategy: "direct-file", seen: { check: WIRED, words } },
  ];
}
