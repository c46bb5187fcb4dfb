import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { deadline } from "./deadlines.ts";
import { endedAfter } from "./ended-after.ts";
import { helperEnvironment } from "./helper-process.ts";

/** Whose podman it is, and where that has its things. */
export interface PodmanSeat {
  /** Words before those of a shell that is to call it. */
  readonly driven: readonly string[];
  /** podman with what is said of its places, for whoever is `driven` already. */
  readonly command: readonly string[];
}

/** With all that it shares with the machine's other containers. */
export const rootsPodman: PodmanSeat = { driven: [], command: ["podman"] };

/** What a podman command that starts nothing prints on its stdout. @throws Error whose message is podman's own last line */
export function podman(...words: readonly string[]): Promise<string> {
  return podmanOf(rootsPodman, ...words);
}

/** The same of another's. */
export function podmanOf({ driven, command }: PodmanSeat, ...words: readonly string[]): Promise<string> {
  return podmanOutput([...driven, ...command, ...words]);
}

/** The same of another program that is called as podman is. */
export async function podmanOutput([program = "", ...words]: readonly string[]): Promise<string> {
  try {
    const options = { env: podmanEnvironment(), ...endedAfter("podman command"), maxBuffer: 16_777_216 };
    return (await promisify(execFile)(program, words, options)).stdout.trim();
  } catch (error) {
    throw new Error(problemIn(error as Error & { stderr?: string }), { cause: error });
  }
}

/** The helpers' own, and what tells podman of another configuration or storage (containers.conf(5), storage.conf(5)). */
export function podmanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => name === "HOME" || name.startsWith("CONTAINERS_"),
  );
  return { ...Object.fromEntries(own), ...helperEnvironment };
}

/** The sentence in what podman says when it fails: warnings may stand before it. */
export function lastLine(said: string): string {
  const line = said.trim().split("\n").at(-1) ?? "";
  return line.replace(/^Error: /, "");
}

function problemIn({ stderr, message, ...rest }: Error & { stderr?: string; killed?: boolean }): string {
  if (rest.killed) return `podman did not answer within ${deadline("podman command") / 1000} s`;
  return lastLine(stderr ?? "") || message;
}
