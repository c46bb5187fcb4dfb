import { deadline } from "../host/deadlines.ts";
import { visible } from "../reporters/visible-text.ts";

/** As sysexits.h has it for an error of the software itself: no verdict, no fault of the machine, no wrong usage. */
const DEFECT = 70;
/**
 * git dies of SIGPIPE when its reader has gone, which a shell reports as 141; scripts that let that pass know the number. A plain exit, for
 * as PID 1 of a container the signal would be discarded.
 */
const NOBODY_READS = 141;
const UNWRITABLE = 3;

const controller = new AbortController();
let exitCode = 0;

/** Aborted when the program is to end before its command has: a run stops then as if it was interrupted, and cleans up. */
export const earlyEnd: AbortSignal = controller.signal;

/** One sentence for each defect that showed itself. */
export const defects: string[] = [];

/** Call once, before anything is written: a reader of stdout or stderr that goes away, and defects, end the program in order. */
export function watchForEarlyEnd(): void {
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") return endEarly(NOBODY_READS);
    if (code === "ERR_STREAM_DESTROYED") return; // A write after the one that failed.
    process.stderr.write(`fd012: stdout cannot be written: ${code}.\n`);
    endEarly(UNWRITABLE);
  });
  process.stderr.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") endEarly(NOBODY_READS);
  });
  process.on("uncaughtException", reportDefect); // Rejections that nobody handles come here, too.
  process.on("exit", () => {
    if (exitCode !== 0) process.exitCode = exitCode;
  });
}

/** Says it on stderr in one line, and ends the program with 70. */
export function reportDefect(error: unknown): void {
  const sentence = `internal error of fd012, please report it: ${wordsOf(error)}`;
  defects.push(sentence);
  process.stderr.write(`fd012: ${sentence}\n`);
  endEarly(DEFECT);
  // Whatever the defect was in may never end.
  setTimeout(() => process.exit(DEFECT), deadline("clean-up after a defect")).unref();
}

// The first reason stays, unless a defect comes to light.
function endEarly(code: number): void {
  if (exitCode === 0 || code === DEFECT) exitCode = code;
  controller.abort();
}

const FRAMES = 3;

/** The message and the innermost places of the stack, on one line. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return visible(String(error));
  const frames = (error.stack ?? "").match(/^ {4}at .*$/gm) ?? [];
  const places = frames.slice(0, FRAMES).map((frame) => frame.trim());
  return visible([`${error.name}: ${error.message}`, ...places].join(" "));
}
