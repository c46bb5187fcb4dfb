import { PLACED, type Row, STARTED, WIRED } from "./row.ts";

const APPENDING = (fd: number) => `fd ${fd} is the case's file open for writing with O_APPEND`;

export const wiring: readonly Row[] = [
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
    mutant: "exec-opens-what-is-closed",
    claims: ["wiring/cli-closed"],
    strategy: "shim-pipe",
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
    mutant: "ignores-the-user",
    claims: ["wiring/nonroot-reopen"],
    strategy: "shim-pipe",
    seen: { own: ["PID 1 is a process of user 1000:1000"] },
  },
  {
    mutant: "reader-in-between",
    claims: ["wiring/socket-reopen"],
    strategy: "socket",
    seen: { outcome: / · stdout opens · stderr enxio$/ },
  },
  {
    mutant: "stdout-is-no-link",
    claims: ["wiring/std-symlinks"],
    strategy: "shim-pipe",
    seen: { own: ["/dev/stdout leads to /proc/self/fd/1"], words: /^readlink\(2\) fails: errno 22; / },
  },
  {
    mutant: "log-behind-the-shim",
    claims: ["wiring/reopen-truncates"],
    strategy: "shim-pipe",
    seen: { harm: "lost" },
  },
  {
    mutant: "log-behind-the-shim",
    claims: ["wiring/theft"],
    strategy: "shim-pipe",
    seen: { outcome: /^exit 0 · lost 0 · .* · a sibling opens · it reads 4096$/ },
  },
];

/** Of a runtime that wires otherwise two claims speak: the one on the wiring by its rules, and any other by the check that every case gets. */
function wired(mutant: string, own: readonly string[], words: RegExp): Row[] {
  return [
    { mutant, claims: ["wiring/strategy-honoured"], strategy: "direct-file", seen: { own } },
    { mutant, claims: ["wiring/strategy-honoured"], strategy: "direct-file", seen: { check: WIRED, words } },
    { mutant, claims: ["exit-status/code/7"], strategy: "direct-file", seen: { check: WIRED, words } },
  ];
}
