import { type Known, ours } from "../additions/known.ts";
import type { ClaimCells } from "../compare/expectation-update.ts";
import type { KnownNames } from "../compare/known-names.ts";
import { filesystems } from "../filesystems/table.ts";
import { testName } from "../matrix.ts";
import { knownRuntimes } from "../runtimes/spec.ts";
import { strategies } from "../strategies/table.ts";
import { refusedImage, refusedRuntime } from "./name-refusals.ts";

/** What expectations may name, and are checked against. */
export function knownNames({ suites, families }: Known = ours): KnownNames {
  return {
    runtimes: knownRuntimes({}, families).map(({ name }) => name),
    tests: suites.flatMap((suite) => suite.tests.map(testName)),
    strategies: strategies.map(({ name }) => name),
    filesystems: filesystems.map(({ name }) => name),
    images: [],
    versionParts: families.flatMap(({ versionParts = [] }) => versionParts),
    refusals: { runtime: (name) => refusedRuntime(name, families), image: refusedImage },
  };
}

/** Where every claim makes sense. Variants of a file system are for who asks for them. */
export function knownClaims({ suites }: Known = ours): ClaimCells[] {
  const ordinary = filesystems.flatMap(({ name, variantOf }) => (variantOf === undefined ? [name] : []));
  return suites.flatMap((suite) =>
    suite.tests.map((test) => ({
      name: testName(test),
      strategies: test.strategies,
      filesystems: test.filesystems.filter((name) => ordinary.includes(name)),
    })),
  );
}

/** YYYY-MM-DD, UTC, as expectations expire. */
export function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}
