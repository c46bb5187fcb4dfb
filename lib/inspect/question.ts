import type { Found } from "./found/found.ts";
import type { Look } from "./look.ts";

/** What a process apart is asked; plain data both ways. */
export type Question =
  | { readonly kind: "look"; readonly pid: number; readonly engineLog: string | null }
  | { readonly kind: "list"; readonly engine: string };

export type Answer = { readonly look: Look } | { readonly found: Found } | { readonly problem: Problem };

/** An error of the process apart, as it would have been thrown here. */
export interface Problem {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
}
