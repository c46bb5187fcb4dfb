import type { Claim } from "./suite/claim.ts";
import type { Body } from "./suite/tools.ts";

export type { Asserts } from "./asserts.ts";
export { abortInstruction } from "./evidence/abort-instruction.ts";
export type { Fault } from "./faults/fault.ts";
export * from "./faults/table.ts";
export type { OddRootName } from "./images/odd-roots.ts";
export { difference, gives } from "./judge/gives.ts";
export { endsBy, holds, reports, seesEnd } from "./judge/statements.ts";
export type { Fate } from "./results/schema.ts";
export type { Judged } from "./strategies/accepted-as.ts";
export { WINDOW } from "./strategies/far-terminal.ts";
export type { TerminalState } from "./strategies/strategy.ts";
export type { Claim } from "./suite/claim.ts";
export type { Answer, Container, ContainerTerminal, Ended } from "./suite/container.ts";
export type { ContainerEngine, LogReader } from "./suite/engine.ts";
export type { Body, FailedStart, Log, Tools } from "./suite/tools.ts";

export interface TestDefinition extends Claim {
  readonly suite: string;
  readonly name: string;
  readonly body: Body;
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  readonly tests: readonly TestDefinition[];
}

/** Adds a claim to its family. */
export type Declare = (name: string, claim: Claim, body: Body) => void;

/** Declares a family of claims. */
export function suite(name: string, title: string, declare: (test: Declare) => void): Suite {
  const tests: TestDefinition[] = [];
  declare((test, claim, body) => {
    tests.push({ suite: name, name: test, ...claim, body });
  });
  return { name, title, tests };
}
