import { sideBySideLines } from "../compare/side-by-side.ts";
import { paintFor } from "../reporters/colour.ts";
import { readRun } from "../results/read-run.ts";

/** Stored runs in one table, each under its kernel where that tells them apart. @param paths as readRun takes them */
export async function sideBySide(paths: readonly string[]): Promise<string> {
  const runs = await Promise.all(paths.map(readRun));
  const kernels = runs.map(({ head }) => head.machine.kernel);
  const isTelling = new Set(kernels).size === kernels.length;
  const labels = isTelling ? kernels : paths;
  const columns = runs.map(({ cases }, index) => ({ label: labels[index] as string, cases }));
  const lines = sideBySideLines(columns, paintFor(process.stdout.isTTY === true, process.env));
  return `${lines.join("\n")}\n`;
}
