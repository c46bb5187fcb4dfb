/** git bisect takes every other code below 128 for a word on the revision, and stops at these. */
const STOP = 129;
const OF_GIT: readonly unknown[] = [0, 1, 125];

/** Whether the command line asks for a step of git bisect, even where it cannot be understood otherwise. */
export function asksForBisect([command, ...words]: readonly string[]): boolean {
  return command === "run" && words.includes("--bisect");
}

/**
 * From now on the program ends by a code that git bisect understands: what is wrong before a revision was judged is wrong for every revision, and
 * must not mark this one as bad.
 */
export function stopBisectOnErrors(): void {
  process.on("exit", () => {
    process.exitCode = bisectExitCode(process.exitCode);
  });
}

export function bisectExitCode(code: number | string | null | undefined): number {
  const number = Number(code ?? 0);
  return OF_GIT.includes(number) || number >= 128 ? number : STOP;
}
