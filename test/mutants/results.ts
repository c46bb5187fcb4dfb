import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Case, Stage } from "../../lib/case/case.ts";
import { runCase } from "../../lib/case/run-case.ts";
import { withTried } from "../../lib/commands/tried-offers.ts";
import { filesystems } from "../../lib/filesystems/table.ts";
import { measureDeadlineFactor } from "../../lib/host/deadline-factor.ts";
import { scaled } from "../../lib/host/deadlines.ts";
import type { MountNamespace } from "../../lib/host/namespace.ts";
import { imageOf } from "../../lib/images/spec.ts";
import { matrix, programOf, testName } from "../../lib/matrix.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { patternMatcher } from "../../lib/pattern.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import type { RuntimeParts } from "../../lib/runtimes/family.ts";
import type { Runtime } from "../../lib/runtimes/runtime.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { strategies } from "../../lib/strategies/table.ts";
import type { TestDefinition } from "../../lib/suite.ts";
import { suites } from "../../suites/index.ts";
import { stageOf } from "../case/fixtures/stage.ts";
import type { Teardowns } from "../fixtures/teardowns.ts";
import { needs } from "../requirement.ts";
import type { Row } from "./rows/row.ts";
import { stalefsSoft } from "./stalefs-soft.ts";

const CRUN = "crun";
/** A path alone is one of these. */
const OCI = ["crun", "runc"];
const LOCAL = "local";

/** Where the mutants are. */
export const directory = join(packageRoot, "test/mutants");

export const claims: readonly TestDefinition[] = suites.flatMap(({ tests }) => tests);

/** The runtime that a row's mutant is made of, or the mutant. */
type Side = "honest" | "mutant";

export function claimsOf(row: Row): TestDefinition[] {
  const wanted = patternMatcher(row.claims);
  return claims.filter((claim) => wanted(testName(claim)));
}

function keyOf(
  { mutant, of = CRUN, model, strategy, filesystem = LOCAL }: Row,
  claim: TestDefinition,
  side: Side,
): string {
  return [
    testName(claim),
    side === "mutant" ? `${of} ${mutant}` : `${of} ${model}`,
    strategy,
    filesystem,
  ].join(" ");
}

export function needsOf(row: Row): { skip: string | false } {
  const { of = CRUN, filesystem = LOCAL } = row;
  const isCompiled = claimsOf(row).some((claim) => ["abort", "actor", "init"].includes(programOf(claim)));
  return needs(
    ...([
      "root",
      "tracefs",
      "perl",
      of.split("+")[0] as "crun" | "runc" | "bwrap" | "podman" | "docker" | "containerd" | "cri",
    ] as const),
    ...(filesystem.startsWith("stalefs") ? (["fuse"] as const) : []),
    ...(filesystem === "ext4" ? (["ext4"] as const) : []),
    ...(filesystem === "quota" ? (["btrfs"] as const) : []),
    ...(isCompiled ? (["cc"] as const) : []),
    ...(claimsOf(row).some((claim) => programOf(claim) === "init") ? (["tini"] as const) : []),
  );
}

/** Runs what the rows name, each case once, some at a time. @returns what gives the result of one */
export async function resultsOf(
  t: Teardowns,
  rows: readonly Row[],
): Promise<(row: Row, claim: TestDefinition, side: Side) => CaseResult> {
  await measureDeadlineFactor();
  const stage = await stageOf(t, { timeout: scaled(20_000) });
  const brief: Stage = { ...stage, timeout: scaled(4_000) };
  const open = [...(await casesOf(rows, stage))];
  const results = new Map<string, CaseResult>();
  const worker = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      const [key, { one, hangs }] = next;
      results.set(key, await runCase(one, hangs ? brief : stage, `case-${open.length}`));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return (row, claim, side) => {
    const result = results.get(keyOf(row, claim, side));
    if (!result) throw new Error(`${testName(claim)} was not run`);
    return result;
  };
}

type Wanted = { readonly one: Case; readonly hangs: boolean };

async function casesOf(rows: readonly Row[], { namespace }: Stage): Promise<Map<string, Wanted>> {
  const cases = new Map<string, Wanted>();
  for (const row of rows) {
    for (const side of ["honest", "mutant"] as const) {
      const runtime = runtimeFor(row, side);
      const detection = await runtime.detect(namespace);
      if (!detection.found) throw new Error(`${row.mutant}: ${detection.reason}`);
      const hangs = side === "mutant" && row.hangs === true;
      for (const claim of claimsOf(row))
        cases.set(keyOf(row, claim, side), { one: await caseOf(row, claim, runtime, namespace), hangs });
    }
  }
  return cases;
}

function runtimeFor(row: Row, side: Side): Runtime {
  const { of = CRUN, driver, mended = (one) => one } = row;
  if (side === "mutant" && driver) return driver(runtimeOf(of));
  const runtime = runtimeOf(specOf(row, side), partsOf(row, side));
  return side === "honest" ? mended(runtime) : runtime;
}

function partsOf({ mutant, model, isClient, part }: Row, side: Side): RuntimeParts {
  const isMutant = side === "mutant" && (isClient === true || part !== undefined);
  const name = isMutant ? mutant : model;
  return name === undefined ? {} : { [part ?? "client"]: join(directory, `${name}.sh`) };
}

function specOf({ mutant, of = CRUN, isClient, part }: Row, side: Side): string {
  const path = join(directory, `${mutant}.sh`);
  if (side === "honest" || isClient || part) return of;
  const [base = of, mode] = of.split("+");
  if (!OCI.includes(base)) return `${of}+${path}`;
  return mode === undefined ? path : `${path}+${mode}`;
}

/** On the file system of the row, whether the claim names that or one for which it stands in. */
async function caseOf(
  { strategy, filesystem = LOCAL }: Row,
  claim: TestDefinition,
  runtime: Runtime,
  namespace: MountNamespace,
): Promise<Case> {
  const image = imageOf(programOf(claim));
  const suite = { name: claim.suite, title: "", tests: [{ ...claim, filesystems: [filesystem] }] };
  const [one] = matrix({
    suites: [suite],
    patterns: [testName(claim)],
    runtimes: [runtime],
    strategies: strategies.filter(({ name }) => name === strategy),
    filesystems: await Promise.all(
      [...filesystems, stalefsSoft]
        .filter(({ name }) => name === filesystem)
        .map((one) => withTried(one, [claim], namespace)),
    ),
    images: [image.open(image)],
    missing: new Map(),
  });
  if (!one) throw new Error(`${testName(claim)} has no cell ${strategy} · ${filesystem}`);
  return one;
}
