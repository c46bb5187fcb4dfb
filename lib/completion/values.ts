import { type Argument, type Command, Option } from "commander";
import { FILES, NOTHING, type Offer, offered } from "./candidate.ts";
import { pattern, test } from "./claims.ts";
import * as names from "./names.ts";

type Source = (typed: string, command: Command) => Offer | Promise<Offer>;

const files: Source = () => FILES;

/** What a value is, by its placeholder in the help: `--baseline <run>`, `[pattern...]`. Files of the user's own (`--suite`) are not loaded for it. */
const byPlaceholder: Readonly<Record<string, Source>> = {
  file: files,
  path: files,
  dir: files,
  run: files,
  shard: files,
  pattern,
  test,
  spec: names.runtimeSpec,
  "harm,": names.harms,
  "name[=file]": names.reporter,
  target: names.target,
  shell: names.shell,
};

/** Where the placeholder is no more than `<name>`. */
const byOption: Readonly<Record<string, Source>> = {
  "--runtime": names.runtime,
  "--strategy": names.strategy,
  "--filesystem": names.filesystem,
  "--image": names.image,
  "--require": names.required,
  "--format": names.format,
  "--by": names.order,
  "--shard": (typed) => offered([{ word: "auto", summary: "from the CI or Kubernetes" }], typed),
};

/** What may be given to an option or as an operand; nothing where it can be anything, such as a number. */
export async function valuesOf(command: Command, taker: Option | Argument, typed: string): Promise<Offer> {
  const source = byPlaceholder[placeholder(taker)] ?? byOption[nameOf(taker)];
  return source ? source(typed, command) : NOTHING;
}

function placeholder(taker: Option | Argument): string {
  if (!(taker instanceof Option)) return taker.name();
  return /[<[](.+?)(?:\.\.\.)?[>\]]$/.exec(taker.flags)?.[1] ?? "";
}

function nameOf(taker: Option | Argument): string {
  return taker instanceof Option ? (taker.long ?? "") : "";
}
