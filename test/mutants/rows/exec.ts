import { REPORTED, type Row } from "./row.ts";

export const exec: readonly Row[] = [
  {
    mutant: "exec-cuts-the-tail",
    claims: ["exec/bytes", "exec/bytes-then-gone"],
    strategy: "shim-pipe",
    seen: { own: ["all arrived"] },
  },
  {
    mutant: "exec-on-the-stdio-of-pid-1",
    claims: ["exec/own-stdio"],
    strategy: "shim-pipe",
    seen: { own: ["its fd 1 is no object that PID 1 has on fds 0–2"] },
  },
  {
    mutant: "exec-leaks-a-descriptor",
    claims: ["exec/no-extra-fds"],
    strategy: "shim-pipe",
    seen: { own: ["no descriptor but the program's own"], words: /^3 → \/etc\/passwd; / },
  },
  {
    mutant: "exec-reports-one-more",
    claims: ["exec/status/0", "exec/status/7", "exec/status/255", "exec/status/SIG*"],
    strategy: "shim-pipe",
    seen: { own: [REPORTED] },
  },
  {
    mutant: "exec-reports-0",
    claims: ["exec/status/7", "exec/status/255", "exec/status/SIG*"],
    strategy: "shim-pipe",
    seen: { own: [REPORTED], words: /^the runtime reported exit 0; PID 1 ended by / },
  },
  {
    mutant: "exec-reports-0",
    claims: ["exec/status/missing"],
    strategy: "shim-pipe",
    seen: { own: ["no success is reported"] },
  },
  {
    mutant: "exec-waits-for-the-output",
    claims: ["exec/background-child"],
    strategy: "shim-pipe",
    seen: { own: ["its exit is reported while its child keeps its stdout"] },
  },
  {
    mutant: "exec-leaves-the-groups",
    claims: ["exec/outlives-pid1"],
    strategy: "shim-pipe",
    seen: { outcome: /what was executed lives on/ },
  },
];
