import { quoted } from "../host/shell-words.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import type { CallerProcess } from "./caller-process.ts";
import program from "./calling.pl";

/**
 * What whoever starts a runtime by hand does, for a shell: puts the strategy's sources on fds 0–2, is the caller that a claim wants, and becomes
 * the runtime.
 * @param command shell words of what it becomes
 */
export function calling(
  sources: Stdio["sources"],
  caller: CallerProcess | undefined,
  command = '"$@"',
): string {
  const { umask, openFiles, directory, above } = caller ?? {};
  return [
    redirections(sources, above),
    ...(umask === undefined ? [] : [`umask ${umask}`]),
    ...(openFiles === undefined ? [] : [`ulimit -S -n ${openFiles}`]),
    ...(directory === undefined ? [] : [`cd ${quoted(directory)}`]),
    `exec ${[...withSignals(caller ?? {}), command].join(" ")}`,
  ].join("\n");
}

function withSignals({ ignores, blocks }: CallerProcess): string[] {
  if (!ignores && !blocks) return [];
  const names = (signals: readonly string[] = []) => signals.map((name) => name.replace("SIG", "")).join(" ");
  return ["perl", "-e", program, names(ignores), names(blocks)].map(quoted);
}

/**
 * Puts a shell's fds 0–2 where the strategy says, from descriptors 4 (for fd 1), 5 (for fd 2) and 6 (for fd 0) where the caller holds them, and
 * closes those. What it has `above`, from 7 on, is from 3 on then.
 */
export function redirections(sources: Stdio["sources"], above = 0): string {
  const own = Array.from({ length: above }, (_, index) => `${3 + index}<&${FIRST_ABOVE + index}`);
  const closed = [3, 4, 5, 6, 7, 8, 9].map((fd) => `${fd}>&-`);
  const letGo = [...closed.slice(0, FIRST_ABOVE - 3), ...own, ...closed.slice(FIRST_ABOVE - 3)];
  return `exec ${sources.map((source, fd) => redirection(source, fd)).join(" ")} ${letGo.join(" ")}`;
}

function redirection(source: Source, fd: number): string {
  switch (source.kind) {
    case "null":
      return `${fd}<>${quoted(source.path ?? "/dev/null")}`;
    case "file":
      return `${fd}>>${quoted(source.path)}`;
    case "descriptor":
      return `${fd}${fd === 0 ? "<" : ">"}&${heldAt[fd]}`;
    case "terminal":
      return `${fd}<>${quoted(source.path)}`;
    case "closed":
      return `${fd}${fd === 0 ? "<" : ">"}&-`;
  }
}

const heldAt = [6, 4, 5];
const FIRST_ABOVE = 7;

/** For a spawn(2) of such a shell: what its fds from 4 on are. */
export function passedOn({ sources, above = [] }: Pick<Stdio, "sources" | "above">): (number | "ignore")[] {
  const [stdin, ...outputs] = sources.map((source) => (source.kind === "descriptor" ? source.fd : "ignore"));
  return [...outputs, stdin, ...above] as (number | "ignore")[];
}
