import { quoted } from "../../host/shell-words.ts";
import { archiveOf } from "../../images/archive.ts";
import { containerName } from "../names.ts";
import type { ByHand, ContainerSpec, GivenByHand } from "../runtime.ts";
import type { CtrLog } from "./log.ts";
import { fifosOf, outputOptions, runWords } from "./words.ts";

interface Manner {
  /** The command and its global options. */
  readonly ctr: readonly string[];
  readonly binary: string | null;
  readonly log: CtrLog | null;
}

/** The same by ctr, which the driver uses too. */
export function byHandOf(spec: ContainerSpec, { sources, pidFile }: GivenByHand, manner: Manner): ByHand {
  const { log, binary } = manner;
  const { tar, reference: image } = archiveOf(spec.image);
  const ctr = manner.ctr.map(quoted).join(" ");
  const output = outputOptions(spec, sources, log);
  const into = log?.copies ? ` >>${quoted(log.copies.stdout)} 2>>${quoted(log.copies.stderr)}` : "";
  const name = quoted(containerName(spec));
  const start = `${log?.copies ? `mkdir -p ${quoted(fifosOf(spec))}\n` : ""}${ctr} images ls -q | grep -qx ${image} || ${ctr} images import ${quoted(tar)} >&2
${ctr} ${runWords(spec, { output, pidFile, image, binary }).map(quoted).join(" ")}${into}`;
  const exec = (words: readonly string[]) =>
    `${ctr} tasks exec --exec-id by-hand ${name} ${words.map(quoted).join(" ")}`;
  return { start, exec, end: `${ctr} tasks rm --force ${name}; ${ctr} containers rm ${name}` };
}
