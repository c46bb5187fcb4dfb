import { createHash } from "node:crypto";
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
    ...additionsOf(command),
    ...machineOf(command),
  ];
  return words.map(quoted).join(" ");
}

/** Characters, which are bytes here; most file systems take 255, and room is left for who appends something. */
const LONGEST_NAME = 150;
/** Of the suite's own names none but `/`, `:` and the space between them is left out of a file's name, so that no two are alike. */
const ORDINARY = /^[\w./-]+( [\w.:+@=-]+){4}( #\d+)?$/;

/** The script that does a case by hand, relative to the run's directory: a name that any file system takes, and no other case has. */
export function reproFile({ id }: Pick<PlannedCase, "id">): string {
  const words = id.replace(/[^\w.+@=]+/g, "-").replace(/^[-.]+/, "");
  if (ORDINARY.test(id) && words.length <= LONGEST_NAME) return `repro/${words}.sh`;
  const digest = createHash("sha256").update(id).digest("hex").slice(0, 12);
  return `repro/${words.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}.sh`;
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

/** Which of them the case comes from, their names do not tell. */
function additionsOf(command: readonly string[]): string[] {
  return ["--suite", "--driver"].flatMap((option) =>
    valuesOf(option, command).flatMap((file) => [option, file]),
  );
}

// The word behind --vm may be a pattern, which a case run again has already.
function machineOf(command: readonly string[]): string[] {
  if (!command.some((word) => word === "--vm" || word.startsWith("--vm="))) return [];
  const kernel = valuesOf("--vm", command).find((value) => /^(\d|\.{0,2}\/)|\.deb$/.test(value));
  return kernel === undefined ? ["--vm"] : ["--vm", kernel];
}
