import { readFileSync, statSync } from "node:fs";

/** The text of a file that somebody named: a FIFO would never end, and far more than can be meant would take all memory. */
export function textOfFile(path: string, mostBytes: number): string {
  const status = statSync(path);
  if (!status.isFile()) throw new Error("it is no file");
  const { size } = status;
  if (size > mostBytes) throw new Error(`it has ${size} bytes, and may have ${mostBytes}`);
  return readFileSync(path, "utf8");
}
