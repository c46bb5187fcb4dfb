import { ENDED, type Row } from "./row.ts";

export const tty: readonly Row[] = [
  {
    mutant: "stderr-off-the-terminal",
    claims: ["tty/isatty"],
    strategy: "pty",
    seen: { own: ["fd 2 is a terminal"] },
  },
  {
    mutant: "callers-terminal",
    claims: ["tty/ctty"],
    strategy: "pty",
    seen: { own: ["fd 0 is its controlling terminal", "PID 1 is in its foreground"] },
  },
  {
    mutant: "window-size-lost",
    of: "crun+detached",
    claims: ["tty/size"],
    strategy: "pty",
    seen: { own: ["it has the caller's size"], words: /0 rows and 0 columns/ },
  },
  {
    mutant: "deaf-to-resizes",
    of: "runc",
    claims: ["tty/resize"],
    strategy: "pty",
    seen: { own: ["it has the new size", "SIGWINCH has come"] },
  },
  {
    mutant: "cuts-the-tail",
    claims: ["tty/last-bytes"],
    strategy: "pty-relay",
    seen: { own: [/^the first time: the same/, /^the second/, /^the third/] },
  },
  {
    mutant: "drops-what-waits",
    claims: ["tty/relay-exact"],
    strategy: "pty-relay",
    seen: { own: ["all of it: the same bytes have come, in order"] },
  },
  {
    mutant: "reports-0",
    claims: ["tty/relay-killed"],
    strategy: "pty-relay",
    seen: { own: ["the runtime reports how PID 1 ended"], words: /the runtime reported exit 0/ },
  },
  {
    mutant: "gives-up-on-a-slow-reader",
    claims: ["tty/relay-killed"],
    strategy: "pty-relay",
    hangs: true,
    seen: { check: ENDED, words: /who waits for it goes on/ },
  },
  {
    mutant: "leaves-the-terminal-raw",
    claims: ["tty/termios-restored"],
    strategy: "pty",
    seen: { own: ["the caller's terminal is as it was"] },
  },
  {
    mutant: "takes-the-returns",
    claims: ["tty/onlcr"],
    strategy: "pty-relay",
    seen: { outcome: /returns none/ },
  },
  {
    mutant: "no-pid-namespace",
    of: "crun+detached",
    claims: ["tty/hangup"],
    strategy: "pty",
    seen: { harm: "died" },
  },
  { mutant: "callers-terminal", claims: ["tty/gone"], strategy: "pty", seen: { harm: "died" } },
  {
    mutant: "callers-terminal-to-type-in",
    claims: ["tty/injection"],
    strategy: "pty",
    seen: { harm: "host-changed" },
  },
  {
    mutant: "silent-in-a-terminal",
    claims: ["tty/start-failure"],
    strategy: "pty-relay",
    seen: { own: ["the caller's terminal shows why"], words: /it shows nothing/ },
  },
  {
    mutant: "finds-a-stdin",
    claims: ["tty/stdin-null-terminal", "tty/pipe-with-terminal"],
    strategy: "pty-relay",
    seen: { outcome: /pid 1 waits/ },
  },
];
