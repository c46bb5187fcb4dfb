import type { StreamLedger } from "../results/schema.ts";

export type StreamName = StreamLedger["stream"];

export const streams = ["stdout", "stderr"] as const;
