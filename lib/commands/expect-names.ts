import { suites } from "../../suites/index.ts";
import type { KnownNames } from "../compare/known-names.ts";
import { filesystems } from "../filesystems/table.ts";
import { testName } from "../matrix.ts";
import { strategies } from "../strategies/table.ts";

/** What expectations may name, and are checked against. */
export function knownNames(): KnownNames {
  return {
    tests: suites.flatMap((suite) => suite.tests.map(testName)),
    strategies: strategies.map(({ name }) => name),
    filesystems: filesystems.map(({ name }) => name),
  };
}

/** YYYY-MM-DD, UTC, as expectations expire. */
export function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}
