/** `fd012/suite`: what a file for `--suite` imports. Its default export is what `suite(…)` gives. */
export type { Asserts } from "../asserts.ts";
export type { Caller } from "../case/caller.ts";
export type { Step } from "../control/steps.ts";
export type { Fault, Scene, SceneByHand, StreamName } from "../faults/fault.ts";
export type { LogFile, LogFiles } from "../log/log-files.ts";
export type { Need } from "../needs.ts";
export type { Fate, HarmName, Observation } from "../results/schema.ts";
export * from "../suite.ts";
