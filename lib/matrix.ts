import type { Case } from "./case/case.ts";
import type { Filesystem } from "./filesystems/filesystem.ts";
import type { Image } from "./images/image.ts";
import { meantEnds } from "./images/meant-ends.ts";
import type { ProgramName } from "./images/programs.ts";
import { type CellNames, type Need, unmetNeed } from "./needs.ts";
import { patternMatcher } from "./pattern.ts";
import type { Place, Runtime } from "./runtimes/runtime.ts";
import type { Strategy } from "./strategies/strategy.ts";
import type { Suite, TestDefinition } from "./suite.ts";

/** What a run is made of, after names were resolved and drivers asked. */
export interface Selection {
  readonly suites: readonly Suite[];
  readonly patterns: readonly string[];
  readonly runtimes: readonly Runtime[];
  readonly strategies: readonly Strategy[];
  readonly filesystems: readonly Filesystem[];
  readonly images: readonly Image[];
  /** Reason by name of a file system or an image that cannot be used here. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Selections to cases: every test on every combination for which it makes sense. Pure. */
export function matrix(selection: Selection): Case[] {
  const wanted = patternMatcher(selection.patterns);
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
  const place = placeOf(test, runtime, strategy, filesystem);
  const meant = test.meant ?? meantEnds(programOf(test), workload, args);
  return {
    plan: {
      ...{ id, suite, test: test.name, claim, level, cites: [...cites], ...names, place, fault },
      meant: meant && [...meant],
    },
    ...{ test, runtime, strategy, filesystem, image },
    skip:
      reasonToSkip(test, runtime, strategy, filesystem, place, names) ??
      missing.get(filesystem.name) ??
      missing.get(image.name) ??
      null,
  };
}

/** The first place of a claim's that the runtime can do here; where it can do none of them, the first one, to say why not. */
function placeOf(
  { places = ["pid1"] }: TestDefinition,
  runtime: Runtime,
  strategy: Strategy,
  filesystem: Filesystem,
): Place {
  const can = (place: Place) =>
    runtime.places.includes(place) &&
    !runtime.cannot?.({ strategy: strategy.name, filesystem: filesystem.name, place });
  return places.find(can) ?? places[0];
}

function reasonToSkip(
  test: TestDefinition,
  runtime: Runtime,
  strategy: Strategy,
  filesystem: Filesystem,
  place: Place,
  names: CellNames,
): string | null {
  if (!runtime.strategies.includes(strategy.name)) return `${runtime.name} cannot wire ${strategy.name}`;
  if (!runtime.places.includes(place)) return `${runtime.name} cannot run a workload ${place}`;
  const needs = [...(test.caller ? ["caller-stdio" as const] : []), ...(test.needs ?? [])];
  const unmet = unmetNeed(needs, offersOf(runtime, strategy, filesystem), names);
  if (unmet !== null) return unmet;
  return runtime.cannot?.({ strategy: strategy.name, filesystem: filesystem.name, place }) ?? null;
}

/** All that a cell offers, by whoever is part of it. */
function offersOf(runtime: Runtime, { name }: Strategy, filesystem: Filesystem): Set<Need> {
  return new Set([...(runtime.offers?.(name) ?? []), ...(filesystem.offers ?? [])]);
}
