import type { Acceptable } from "./accepted-as.ts";
import { distinct, is, otherEndHeldBy, type Rule, readableNull } from "./rules.ts";

/** fds 1 and 2 of whoever has two pipes of the runtime's, or of its monitor's, which reads them. */
export const outputPipes: readonly Rule[] = [...outputPipe(1), ...outputPipe(2), distinct(1, 2)];

/** fd 0 that the runtime feeds; where its own input has ended, nobody holds the other end any more. */
export const inputPipe: readonly Rule[] = [
  is(0, { kind: "pipe", access: "read" }),
  otherEndHeldBy(0, "runtime", { orNobody: true }),
];

/** What an engine makes of a container without input: it reads what comes out. */
export const enginePipes: readonly Rule[] = [is(0, readableNull), ...outputPipes];

/** A runtime that stays in the foreground and copies between its own fds 0–2 and PID 1's. */
export const relayed: Acceptable = { word: "relayed", rules: [...inputPipe, ...outputPipes] };

/** An engine that keeps no log: the pipes are there, and what comes out of them is thrown away. */
export const relayedToNobody: Acceptable = { word: "relayed", rules: enginePipes };

function outputPipe(fd: number): Rule[] {
  return [
    is(fd, { kind: "pipe", access: "write", append: false, nonblock: false }),
    otherEndHeldBy(fd, "runtime"),
  ];
}
