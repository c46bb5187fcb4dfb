import type { Case } from "./case/case.ts";
import type { Filesystem } from "./filesystems/filesystem.ts";
import type { Image } from "./images/image.ts";
import { meantEnds } from "./images/meant-ends.ts";
import { type ProgramName, programs } from "./images/programs.ts";
import { type CellNames, type Need, unmetNeed } from "./needs.ts";
import { selectionMatcher } from "./pattern.ts";
import type { Place, Plan, Runtime } from "./runtimes/runtime.ts";
import type { Strategy } from "./strategies/strategy.ts";
import type { Suite, TestDefinition } from "./suite.ts";

/** What a run is made of, after names were resolved and drivers asked. */
export interface Selection {
  readonly suites: readonly Suite[];
  readonly patterns: readonly string[];
  /** Patterns of tests that are left out of those. */
  readonly excluded?: readonly string[];
  readonly runtimes: readonly Runtime[];
  readonly strategies: readonly Strategy[];
  readonly filesystems: readonly Filesystem[];
  readonly images: readonly Image[];
  /** Reason by name of a file system or an image that cannot be used here. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Selections to cases: every test on every combination for which it makes sense. Pure. */
export function matrix(selection: Selection): Case[] {
  const wanted = selectionMatcher(selection.patterns, selection.excluded ?? []);
  const tests = selection.suites.flatMap((suite) => suite.tests).filter((test) => wanted(testName(test)));
  return tests.flatMap((test) => cellsOf(test, selection));
}

/** What a claim is about. */
export function programOf({ program = "node" }: TestDefinition): ProgramName {
  return program;
}

export function testName(test: TestDefinition): string {
  return `${test.suite}/${test.name}`;
}

function cellsOf(test: TestDefinition, selection: Selection): Case[] {
  const cells: Case[] = [];
  for (const image of selection.images.filter(({ program }) => program === programOf(test))) {
    for (const runtime of selection.runtimes) {
      for (const filesystem of selection.filesystems.filter((one) => takes(test, one))) {
        for (const strategy of selection.strategies.filter(({ name }) => test.strategies.includes(name))) {
          cells.push(cell(test, runtime, strategy, filesystem, image, selection.missing));
        }
      }
    }
  }
  return cells;
}

function takes({ filesystems }: TestDefinition, { name, variantOf = name }: Filesystem): boolean {
  return filesystems.includes(variantOf) || filesystems.includes(name);
}

function cell(
  test: TestDefinition,
  runtime: Runtime,
  strategy: Strategy,
  filesystem: Filesystem,
  image: Image,
  missing: ReadonlyMap<string, string>,
): Case {
  const { suite, claim, level, cites, workload, args = [], fault = null } = test;
  const names = {
    runtime: runtime.name,
    strategy: strategy.name,
    filesystem: filesystem.name,
    image: image.asked ?? image.name,
  };
  const id = [testName(test), ...Object.values(names)].join(" ");
  const { place, runtimePlan, reason } = inPlace(test, runtime, strategy, filesystem, names);
  const meant = test.meant ?? meantEnds(programOf(test), workload, args);
  return {
    plan: {
      ...{ id, suite, test: test.name, claim, level, cites: [...cites], ...names, place, fault },
      meant: meant && [...meant],
    },
    ...{ test, runtime, runtimePlan, strategy, filesystem, image },
    skip: reason ?? missing.get(filesystem.name) ?? missing.get(image.name) ?? withoutShell(strategy, image),
  };
}

// Else the runtime would be told to have refused what no image could start.
function withoutShell({ name, inside }: Strategy, image: Image): string | null {
  if (!inside || programs[image.program].hasShell) return null;
  return `${name} is made by a shell in the image, and ${image.asked ?? image.name} has none`;
}

interface InPlace {
  readonly place: Place;
  readonly runtimePlan: Plan | null;
  /** Why not there; null where all that the claim needs is offered. */
  readonly reason: string | null;
}

/** The first of a claim's places that offers what it needs; where none does, one that says why not. */
function inPlace(
  test: TestDefinition,
  runtime: Runtime,
  strategy: Strategy,
  filesystem: Filesystem,
  names: CellNames,
): InPlace {
  const { places = ["pid1"] } = test;
  const [first, ...others] = places.map((place): InPlace => {
    const plan = runtime.plan({ strategy, filesystem: filesystem.name, place });
    if ("cannot" in plan) return { place, runtimePlan: null, reason: plan.cannot };
    const offers = new Set([...plan.offers, ...(filesystem.offers ?? [])]);
    return { place, runtimePlan: plan, reason: unmetNeed(needsOf(test), offers, names) };
  }) as [InPlace, ...InPlace[]];
  const all = [first, ...others];
  return (
    all.find(({ reason }) => reason === null) ?? all.find(({ runtimePlan }) => runtimePlan !== null) ?? first
  );
}

/** All that its cell must offer, stated as a need or otherwise. */
export function needsOf({ caller, cwd, rootfs, user, owns = [], needs = [] }: TestDefinition): Need[] {
  return [
    ...(rootfs ? (["image-dev"] as const) : []),
    ...(user ? (["user"] as const) : []),
    ...(caller ? (["caller-stdio"] as const) : []),
    ...(caller?.process ? (["caller-process"] as const) : []),
    ...(caller?.preserve === undefined ? [] : (["preserve-fds"] as const)),
    ...(cwd === undefined ? [] : (["cwd"] as const)),
    ...(owns.includes("daemon") ? (["daemon"] as const) : []),
    ...needs,
  ];
}
