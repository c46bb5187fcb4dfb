import { MachineError, UsageError } from "../errors.ts";
import type { Inspection } from "../inspect/inspection.ts";
import { inspectProgram } from "../inspect/program.ts";
import { risksOf } from "../inspect/risks.ts";
import { inspectStreams } from "../inspect/streams.ts";
import { pidOf } from "../inspect/target.ts";
import { inspectionLines } from "../inspect/text.ts";
import { paintFor } from "../reporters/colour.ts";

/** `fd012 inspect`. @returns 0 where no fault that the suite knows would harm it, else 1 */
export async function inspect(target: string, { json }: { json: boolean }): Promise<number> {
  const pid = await pidOf(target);
  const inspection = await look(pid, target);
  const risks = risksOf(inspection);
  const paint = paintFor(process.stdout.isTTY === true, process.env);
  const lines = json
    ? [JSON.stringify({ ...inspection, risks }, null, 2)]
    : inspectionLines(inspection, risks, paint);
  process.stdout.write(`${lines.join("\n")}\n`);
  return risks.some(({ level }) => level === "at risk") ? 1 : 0;
}

async function look(pid: number, target: string): Promise<Inspection> {
  try {
    return { pid, target, program: inspectProgram(pid), streams: await inspectStreams(pid) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM")
      throw new MachineError(
        "NOT_YOURS",
        `Process ${pid} may not be looked at: it is another user's, or has rights that you have not; do it as root.`,
      );
    if (code === "ENOENT" || code === "ESRCH")
      throw new UsageError(
        "NO_PROCESS",
        `Process ${pid} has no program to look at: it has ended, or is one of the kernel's own.`,
      );
    throw error;
  }
}
