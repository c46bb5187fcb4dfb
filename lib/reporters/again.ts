import { basename } from "node:path";
import { quoted } from "../host/shell-words.ts";
import type { PlannedCase, RunHead } from "../results/schema.ts";

/**
 * The command that runs one case again, on the machine where it ran. A runtime is named as it was then, for its name in the
 * run may be short for a path; the image is left out where the run took the machine's own.
 */
export function againLine(planned: PlannedCase, { command }: Pick<RunHead, "command">): string {
  const { suite, test, runtime, strategy, filesystem, image } = planned;
  const spec = valuesOf("--runtime", command).find((value) => nameOfSpec(value) === runtime) ?? runtime;
  const words = [
    ...["fd012", "run", `${suite}/${test}`, "--runtime", spec, "--strategy", strategy],
    ...["--filesystem", filesystem],
    ...(valuesOf("--image", command).length > 0 ? ["--image", image] : []),
    ...machineOf(command),
  ];
  return words.map(quoted).join(" ");
}

/** The script that does a case by hand, relative to the run's directory. */
export function reproFile({ id }: Pick<PlannedCase, "id">): string {
  return `repro/${id.replace(/[^\w.]+/g, "-")}.sh`;
}

function valuesOf(option: string, command: readonly string[]): string[] {
  return command.flatMap((word, index) => {
    if (word === option) return command[index + 1] ?? [];
    return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : [];
  });
}

/** How a run calls what `--runtime [NAME=]SPEC` asks for; a path is called by its last part. */
function nameOfSpec(value: string): string {
  const name = /^([\w.-]+)=/.exec(value)?.[1];
  const [, engine = "", program = value] = /^([^/+]+\+)(.+)$/.exec(value) ?? [];
  return name ?? engine + basename(program);
}

// The word behind --vm may be a pattern, which a case run again has already.
function machineOf(command: readonly string[]): string[] {
  if (!command.some((word) => word === "--vm" || word.startsWith("--vm="))) return [];
  const kernel = valuesOf("--vm", command).find((value) => /^(\d|\.{0,2}\/)|\.deb$/.test(value));
  return kernel === undefined ? ["--vm"] : ["--vm", kernel];
}
