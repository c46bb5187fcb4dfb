// Prints the outputs of action.yml: what came of a run, read from its report. A run that never began has no counts.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [out = "", code = ""] = process.argv.slice(2);
const file = join(out, "run.json");
const { held, recorded, harmed, broken, skip, error } = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8")).tail.counts
  : { held: 0, recorded: 0, harmed: 0, broken: 0, skip: 0, error: 0 };
const outputs = {
  report: resolve(out),
  "exit-code": code,
  ...{ held, recorded, harmed, broken },
  skipped: skip,
  errors: error,
};
for (const [name, value] of Object.entries(outputs)) process.stdout.write(`${name}=${value}\n`);
