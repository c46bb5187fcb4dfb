import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { CGROUP_LAYOUTS } from "../host/machine.ts";
import { HARMS } from "../results/harm-names.ts";

// Without it the small zod says of everything but "Invalid input".
z.config(en());

const conditions = z.strictObject({
  /** Range of versions of the case's runtime, as npm writes them: `>=1.1 <1.2`; of a part of it that is named before: `crun >=1.21`. */
  version: z.optional(z.string()),
  /** The same of the kernel. */
  kernel: z.optional(z.string()),
  /** As node names it (process.arch). */
  arch: z.optional(z.enum(["x64", "arm64", "arm", "ia32", "loong64", "ppc64", "riscv64", "s390x"])),
  cgroup: z.optional(z.enum(CGROUP_LAYOUTS)),
});

export const expectation = z.strictObject({
  /** SUITE/TEST, or a pattern with `*`. */
  case: z.string().check(z.minLength(1)),
  runtime: z.optional(z.string()),
  strategy: z.optional(z.string()),
  filesystem: z.optional(z.string()),
  image: z.optional(z.string()),
  when: z.optional(conditions),
  verdict: z.optional(z.enum(["broken", "error"])),
  outcome: z.optional(z.string()),
  /** One of its harms, for a case that is recorded, or held at a price. */
  harm: z.optional(z.enum(HARMS)),
  /** Where it is told: an address, or an issue's number. */
  bug: z.string().check(z.minLength(1)),
  owner: z.optional(z.string()),
  /** The last day that it holds, YYYY-MM-DD (UTC), at most a year ahead: a list that nobody looks at rots. */
  expires: z.iso.date(),
});

/** That a case is known to do otherwise: by whom, until when, and under which conditions. */
export type Expectation = Omit<z.infer<typeof expectation>, "expires"> & {
  /** Null in a plain list, whose entries do not expire. */
  readonly expires: string | null;
};

/** Whether an entry no longer holds on a day, YYYY-MM-DD. */
export function isExpired({ expires }: Pick<Expectation, "expires">, today: string): boolean {
  return expires !== null && expires < today;
}

/** What an entry has in the place of its bug until somebody told one; such a list is not accepted. */
export const UNTOLD_BUG = "TODO";
