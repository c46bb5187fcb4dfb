import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import { embed } from "./embedded-data.ts";
import type { PageData } from "./page-data.ts";

/**
 * The page that `build.js` made, with its data in it: one file that opens anywhere.
 * @throws MachineError `NO_TEMPLATE`
 */
export function htmlOf(data: PageData, template: string = join(packageRoot, "dist/report.html")): string {
  return embed(data, readTemplate(template));
}

function readTemplate(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new MachineError("NO_TEMPLATE", `${path} cannot be read: run \`npm run build\``, { cause: error });
  }
}
