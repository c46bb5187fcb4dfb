import type { Need } from "../needs.ts";

/** What is offered where the caller's own fds 0–2 become PID 1's, or are relayed to it. */
export const PASSED_ON: readonly Need[] = ["caller-stdio", "own-reader"];
