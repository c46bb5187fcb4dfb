import { resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { unexecutable } from "../../host/unexecutable.ts";

/** The conmon that a user named: podman itself says nothing of one that it cannot use, and takes its own. @throws UsageError `CONMON` */
export function conmonAt(path: string): string {
  const whole = resolve(path);
  const problem = unexecutable(whole);
  if (problem)
    throw new UsageError("CONMON", `--conmon ${path}: ${problem}; name a program, such as /usr/bin/conmon.`);
  return whole;
}
