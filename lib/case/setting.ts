import type { Inflictions } from "../faults/inflictions.ts";
import type { Mounted } from "../filesystems/filesystem.ts";
import type { Teardown } from "../host/teardown.ts";
import type { Observation, PlannedCase } from "../results/schema.ts";
import type { Daemon } from "../runtimes/daemon.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { Case, Stage } from "./case.ts";
import type { CaseTime } from "./case-time.ts";
import type { CaseRoot } from "./odd-root.ts";
import type { Recording } from "./repro.ts";

/** What all containers of one case share. */
export interface Setting {
  readonly one: Case;
  readonly stage: Stage;
  readonly teardown: Teardown;
  readonly time: CaseTime;
  readonly recording: Recording;
  readonly inflictions: Inflictions;
  readonly mounted: Mounted;
  /** Of the claim's own, where it owns one. */
  readonly daemon: Daemon | undefined;
  /** The case's image, with its own root file system where that is odd. */
  readonly root: CaseRoot;
  /** A file name that is unique in the run. */
  readonly name: string;
  /** Told of every end that was observed; `name` is empty for the first container's, `meant` are the ends that its program means. */
  observed(name: string, observation: Observation, stdio: Stdio, meant: PlannedCase["meant"]): void;
}
