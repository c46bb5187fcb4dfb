import { join } from "node:path";
import { quoted } from "../host/shell-words.ts";
import { packageRoot } from "../package-root.ts";
import type { RunOptions } from "./selection.ts";

/** The words of a shell that run the same selection inside a virtual machine; init puts the port's name into FD012_EVENTS. */
export function guestCommand(patterns: readonly string[], options: RunOptions): string[] {
  const repeated = {
    "--runtime": options.runtime,
    "--strategy": options.strategy,
    "--filesystem": options.filesystem,
    "--image": options.image,
    "--require": options.require,
  };
  const words = [
    "run",
    ...Object.entries(repeated).flatMap(([name, values = []]) => values.flatMap((value) => [name, value])),
    ...["--timeout", String(options.timeout)],
    ...(options.jobs === undefined ? [] : ["--jobs", String(options.jobs)]),
    ...(options.bail ? ["--bail"] : []),
    ...["--out", "/tmp/report"],
    ...patterns,
  ];
  const program = [process.execPath, join(packageRoot, "dist/cli.js"), ...words].map(quoted);
  return [...program, "--reporter", '"events=$FD012_EVENTS"'];
}
