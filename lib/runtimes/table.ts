import type { RuntimeFamily } from "./spec.ts";
import { unshareFamily } from "./unshare.ts";

export const families: readonly RuntimeFamily[] = [unshareFamily];
