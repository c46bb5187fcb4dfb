import { is, type Rule, sameObject } from "./rules.ts";

/** fds 0–2 of whoever runs in a terminal. */
export const oneTerminal: readonly Rule[] = [
  ...[0, 1, 2].map((fd) => is(fd, { kind: "pty", access: "read-write" })),
  sameObject(0, 1, 2),
];
