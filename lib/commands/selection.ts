import type { Known } from "../additions/known.ts";
import type { Detection } from "../detection.ts";
import { Fd012Error, MachineError, UsageError } from "../errors.ts";
import { detectKernelTrace } from "../evidence/kernel-trace.ts";
import type { Filesystem } from "../filesystems/filesystem.ts";
import { filesystems } from "../filesystems/table.ts";
import type { ProgramName } from "../images/programs.ts";
import { imageOf } from "../images/spec.ts";
import { matrix, programOf, type Selection, testName } from "../matrix.ts";
import { findByName, unknownName } from "../nearest-name.ts";
import { patternMatcher, selectionMatcher } from "../pattern.ts";
import { conmonAt } from "../runtimes/podman/conmon.ts";
import type { Runtime } from "../runtimes/runtime.ts";
import { knownRuntimes, runtimeOf } from "../runtimes/spec.ts";
import type { Ground } from "../stage.ts";
import { strategies } from "../strategies/table.ts";
import type { Suite, TestDefinition } from "../suite.ts";
import { openImages } from "./open-images.ts";
import type { RunOptions } from "./run-options.ts";
import { withTried } from "./tried-offers.ts";

export type { RunOptions } from "./run-options.ts";

/**
 * Names to drivers that can be used here. What was named and is missing is an error; what was not named and is missing is
 * left out (runtimes) or skipped with its reason (filesystems).
 * @throws UsageError `UNKNOWN_NAME`; MachineError `MISSING`; Fd012Error `NOTHING_TO_RUN`
 */
export async function select(
  known: Known,
  patterns: readonly string[],
  options: RunOptions,
  ground: Ground,
): Promise<{ selection: Selection; versions: Map<string, string> }> {
  const { suites, families } = known;
  const named = checkNames(known, patterns, options);
  const required = checkRequired(options.require ?? [], known);
  const found = await detect(named.runtimes ?? knownRuntimes(named.parts, families), (runtime) =>
    detectIn(ground, runtime),
  );
  const ordinary = filesystems.filter(({ variantOf }) => variantOf === undefined);
  const volumes = await detect(named.filesystems ?? ordinary, (filesystem) => filesystem.detect());
  demand(found, named.runtimes ? () => true : (name) => required.has(name));
  demand(volumes, named.filesystems ? () => true : (name) => required.has(name));
  if (required.has(KERNEL_TRACE) && options.kernelTrace === false)
    throw new UsageError(
      "NO_TRACE",
      "--require kernel-trace and --no-kernel-trace contradict each other: leave one out.",
    );
  if (required.has(KERNEL_TRACE)) demand([[{ name: KERNEL_TRACE }, detectKernelTrace()]], () => true);
  const usable = found.filter(([, detection]) => detection.found);
  // With nothing named, at least the embedded runtime must be there: say why it is not.
  if (usable.length === 0) demand(found, () => true);
  const tests = testsOf(suites, patterns, options.exclude);
  const opened = openImages(named.images, new Set(tests.map(programOf)));
  const selection: Selection = {
    suites,
    patterns,
    excluded: options.exclude ?? [],
    runtimes: usable.map(([runtime]) => runtime),
    strategies: named.strategies ?? strategies,
    filesystems: await Promise.all(
      volumes.map(([one, it]) => (it.found ? withTried(one, tests, ground.namespace) : one)),
    ),
    images: opened.images,
    missing: new Map([
      ...opened.missing,
      ...volumes.flatMap(([{ name }, it]): [string, string][] =>
        it.found ? [] : [[name, `${clause(it.reason)}; ${it.remedy}`]],
      ),
    ]),
  };
  if (matrix(selection).length === 0) {
    throw new Fd012Error(
      "NOTHING_TO_RUN",
      4,
      "Nothing to run: no claim makes sense for this choice; see fd012 list.",
    );
  }
  return { selection, versions: new Map(usable.map(([{ name }, it]) => [name, it.found ? it.version : ""])) };
}

/**
 * Names to what they stand for, before anything of this machine is asked.
 * @throws UsageError `UNKNOWN_NAME`, `SAME_NAME`
 */
export function checkNames({ suites, families }: Known, patterns: readonly string[], options: RunOptions) {
  checkPatterns(suites, [...patterns, ...(options.exclude ?? [])]);
  const parts = options.conmon === undefined ? {} : { conmon: conmonAt(options.conmon) };
  const named = {
    parts,
    runtimes: options.runtime?.map((spec) => runtimeOf(spec, parts, families)),
    strategies: options.strategy?.map((name) => findByName("strategy", name, strategies)),
    filesystems: options.filesystem?.map((name) => findByName("filesystem", name, filesystems)),
    images: options.image?.map(imageOf) ?? null,
  };
  checkDistinct(named.runtimes ?? []);
  return named;
}

/** What `--require` calls the kernel trace. */
export const KERNEL_TRACE = "kernel-trace";

/** What a runtime says of this machine for whoever is to drive it. */
export async function detectIn(
  { namespace }: Pick<Ground, "namespace">,
  runtime: Runtime,
): Promise<Detection> {
  if (!namespace.as || runtime.drivesForOthers) return runtime.detect(namespace);
  const reason = `fd012 drives ${runtime.name} on nobody else's behalf`;
  return { found: false, reason, remedy: "leave out --as, or name runc, crun or podman" };
}

/** A reason without the full stop that some drivers end it with. */
const clause = (reason: string) => reason.replace(/\.$/, "");

type Detected<T> = [T, Detection][];

async function detect<T extends Runtime | Filesystem>(
  drivers: readonly T[],
  ask: (driver: T) => Promise<Detection>,
): Promise<Detected<T>> {
  return Promise.all(drivers.map(async (driver): Promise<[T, Detection]> => [driver, await ask(driver)]));
}

function checkPatterns(suites: readonly Suite[], patterns: readonly string[]): void {
  const names = suites.flatMap((suite) => suite.tests.map(testName));
  for (const pattern of patterns) {
    if (!names.some(patternMatcher([pattern])))
      throw unknownName("test", pattern, [...suites.map(({ name }) => name), ...names]);
  }
}

/** What the claims of a run are about. */
export function programsOf(
  suites: readonly Suite[],
  patterns: readonly string[],
  excluded?: readonly string[],
): Set<ProgramName> {
  return new Set(testsOf(suites, patterns, excluded).map(programOf));
}

function testsOf(
  suites: readonly Suite[],
  patterns: readonly string[],
  excluded: readonly string[] = [],
): TestDefinition[] {
  const isWanted = selectionMatcher(patterns, excluded);
  return suites.flatMap((suite) => suite.tests).filter((test) => isWanted(testName(test)));
}

function checkDistinct(chosen: readonly Runtime[]): void {
  const twice = chosen.find(({ name }, index) => chosen.findIndex((one) => one.name === name) !== index);
  if (!twice) return;
  throw new UsageError(
    "SAME_NAME",
    `Two runtimes are called "${twice.name}"; name one of them: --runtime other=${twice.name}.`,
  );
}

function checkRequired(names: readonly string[], { families }: Known): Set<string> {
  const known = [...knownRuntimes({}, families), ...filesystems, { name: KERNEL_TRACE }];
  return new Set(names.map((name) => findByName("runtime or filesystem", name, known).name));
}

function demand(detected: Detected<{ readonly name: string }>, isDemanded: (name: string) => boolean): void {
  for (const [{ name }, it] of detected) {
    if (!it.found && isDemanded(name)) {
      throw new MachineError(
        "MISSING",
        `${name} cannot be used here: ${clause(it.reason)}. To get it: ${it.remedy}.`,
      );
    }
  }
}
