import { CaseLog } from "../log/case-log.ts";
import type { Setting } from "./setting.ts";

/** The log of one container, in a directory of its own. @param name of that directory, unique in the run */
export function openLog(
  { mounted, stage, teardown, one }: Pick<Setting, "mounted" | "stage" | "teardown" | "one">,
  name: string,
): CaseLog {
  const log = new CaseLog(mounted, stage.namespace, name, stage.directory, one.test.log);
  teardown.add("remove the log", () => log.remove());
  log.create();
  return log;
}
