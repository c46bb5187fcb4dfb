import { directFile } from "./direct-file.ts";
import { shimPipe } from "./shim-pipe.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = [directFile, shimPipe];
