/** `fd012/runtime`: what a file for `--driver` imports. Its default export is a RuntimeFamily. */
export type { Detection, Found, Missing } from "../detection.ts";
export type { MountNamespace } from "../host/namespace.ts";
export type { ProcessIdentity } from "../host/process.ts";
export { findProgram, outputOf } from "../host/programs.ts";
export { quoted } from "../host/shell-words.ts";
export type { Image } from "../images/image.ts";
export type { Need } from "../needs.ts";
export type { Fate } from "../results/schema.ts";
export { bindsOf } from "../runtimes/control-mounts.ts";
export type { RuntimeFamily, RuntimeParts, RuntimeRequest } from "../runtimes/family.ts";
export { inheritable, launchForeground } from "../runtimes/foreground.ts";
export { foregroundScript } from "../runtimes/foreground-command.ts";
export { ociFamily } from "../runtimes/oci/oci.ts";
export { passingOn } from "../runtimes/passed-on.ts";
export { beyondReach, type Reach } from "../runtimes/reach.ts";
export * from "../runtimes/runtime.ts";
export { unshareFamily } from "../runtimes/unshare/unshare.ts";
export type { LogPaths, Source, Stdio, Strategy, StrategyTools } from "../strategies/strategy.ts";
