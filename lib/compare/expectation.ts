import { parse, YAMLParseError } from "yaml";
import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { UsageError } from "../errors.ts";
import { CGROUP_LAYOUTS } from "../host/machine.ts";
import { HARMS } from "../results/harm-names.ts";
import { textOfFile } from "../results/text-file.ts";
import { wrongRange } from "./version-range.ts";

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

const expectation = z.strictObject({
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
export type Expectation = z.infer<typeof expectation>;

const file = z.array(expectation);
const MOST_BYTES = 10_000_000;

/** What an entry has in the place of its bug until somebody told one; such a list is not accepted. */
export const UNTOLD_BUG = "TODO";

/** @param today YYYY-MM-DD, UTC. @throws UsageError `EXPECT_UNREADABLE`, `EXPECT_INVALID` */
export function readExpectations(path: string, today: string): Expectation[] {
  const parsed = file.safeParse(parsedYaml(path) ?? []);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, ...field] = issue?.path ?? [];
    const where =
      index === undefined
        ? ""
        : `, entry ${Number(index) + 1}${field.length > 0 ? `, ${field.join(".")}` : ""}`;
    throw invalid(
      path + where,
      `${issue?.message}; an entry has case, bug, expires (YYYY-MM-DD), and a verdict, an outcome or a harm`,
    );
  }
  const untold = parsed.data.findIndex(({ bug }) => bug === UNTOLD_BUG);
  if (untold !== -1)
    throw invalid(`${path}, entry ${untold + 1}, bug`, "say where it is told: an address or a number");
  const none = parsed.data.findIndex(
    ({ verdict, outcome, harm }) => verdict === undefined && outcome === undefined && harm === undefined,
  );
  if (none !== -1)
    throw invalid(
      `${path}, entry ${none + 1}`,
      "it says neither which verdict nor which outcome nor which harm is expected",
    );
  const last = aYearAfter(today);
  const late = parsed.data.findIndex(({ expires }) => expires > last);
  if (late !== -1)
    throw invalid(`${path}, entry ${late + 1}, expires`, `it may be at most a year ahead, ${last}`);
  const ranged = parsed.data.findIndex((one) => wrongRange(one) !== null);
  if (ranged !== -1)
    throw invalid(
      `${path}, entry ${ranged + 1}, when`,
      `"${wrongRange(parsed.data[ranged] as Expectation)}" is no range of versions such as ">=1.1 <1.2"`,
    );
  return parsed.data;
}

function aYearAfter(today: string): string {
  return String(Number(today.slice(0, 4)) + 1) + today.slice(4);
}

function parsedYaml(path: string): unknown {
  const text = contents(path);
  try {
    return parse(text);
  } catch (error) {
    throw invalid(
      path,
      error instanceof YAMLParseError ? (error.message.split("\n")[0] as string) : String(error),
    );
  }
}

function contents(path: string): string {
  try {
    return textOfFile(path, MOST_BYTES);
  } catch (error) {
    throw new UsageError(
      "EXPECT_UNREADABLE",
      `The expectations ${path} cannot be read: ${(error as Error).message}.`,
    );
  }
}

function invalid(where: string, what: string): UsageError {
  return new UsageError("EXPECT_INVALID", `${where}: ${what.replace(/\.$/, "")}.`);
}
