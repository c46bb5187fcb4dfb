import { closeSync, constants, copyFileSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";
