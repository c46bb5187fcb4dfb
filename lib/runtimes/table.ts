import type { Runtime } from "./runtime.ts";
import { unshare } from "./unshare.ts";

export const runtimes: readonly Runtime[] = [unshare];
