// Loaded into the measured process: writes its peak resident memory, in KiB, when it exits.
import { writeFileSync } from "node:fs";

process.on("exit", () =>
  writeFileSync(process.env.FD012_PEAK_MEMORY, String(process.resourceUsage().maxRSS)),
);
