import { CaseLog } from "../log/case-log.ts";
import type { Setting } from "./setting.ts";

/** The log of one container, in a directory of its own. @param name of that directory, unique in the run */
export function openLog(
  { mounted, stage, teardown }: Pick<Setting, "mounted" | "stage" | "teardown">,
  name: string,
): CaseLog {
  const log = new CaseLog(mounted, stage.namespace, name, stage.directory);
  teardown.add("remove the log", () => log.remove());
  log.create();
  return log;
}
