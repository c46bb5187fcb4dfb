import type { Descriptor, Holder } from "../results/schema.ts";

/** What a rule can require of one descriptor; a property that is left out may be anything. */
export type Expected = Partial<Omit<Descriptor, "fd" | "holders">> & {
  /** It can be read, whether it can be written or not. */
  readonly reads?: true;
  readonly writes?: true;
};

/** `the pipe pipe:[7] open for reading`. Flags and identity are named where the requirement names them. */
export function seenWords(seen: Descriptor, required: Expected): string {
  if (seen.kind === "closed") return "closed";
  const identity = required.identity && seen.identity ? [`(st_dev:st_ino ${seen.identity})`] : [];
  const flags = flagWords((flag) => {
    if (required[flag] === undefined) return null;
    return seen[flag] ? "with" : required[flag] ? "without" : null;
  });
  return [object(seen.kind, seen.target), ...identity, ...openWords(seen, flags)].join(" ");
}

/** `the file /log open for writing with O_APPEND`. @param seen what it is held against, since a flag that is not set is worth no word else */
export function requiredWords({ kind = "file", ...required }: Expected, seen?: Descriptor): string {
  const identity = required.identity ? [`with st_dev:st_ino ${required.identity}`] : [];
  const words = [object(kind, required.target ?? ""), ...identity];
  const flags = flagWords((flag) =>
    required[flag] ? "with" : required[flag] === false && seen?.[flag] ? "without" : null,
  );
  return [...words, ...openWords(required, flags)].join(" ");
}

/** The same without names and numbers that are another run's tomorrow: `the case's file open for writing with O_APPEND`. */
export function ruleWords({ target, identity, ...required }: Expected): string {
  const words = requiredWords(required);
  return target || identity ? words.replace(/^an? /, "the case's ") : words;
}

/** `cat (pid 55)` */
export function holderWords({ name, pid }: Holder): string {
  return `${name || "a process"} (pid ${pid})`;
}

function object(kind: Descriptor["kind"], target: string): string {
  if (kind === "null" || kind === "closed") return nouns[kind];
  return target ? `the ${nouns[kind]} ${target}` : `a ${nouns[kind]}`;
}

const nouns: Record<Descriptor["kind"], string> = {
  file: "file",
  directory: "directory",
  pipe: "pipe",
  fifo: "FIFO",
  socket: "socket",
  pty: "terminal",
  device: "device",
  anonymous: "object",
  null: "/dev/null",
  closed: "closed",
};

function openWords(of: Expected, flags: string[]): string[] {
  const manner = of.access ? accessWords[of.access] : of.reads ? "read" : of.writes ? "write" : null;
  const words =
    manner === null ? [] : [manner === "path" ? "opened with O_PATH" : `open for ${gerunds[manner]}`];
  return [...words, ...flags];
}

const accessWords = { read: "read", write: "write", "read-write": "both", path: "path" } as const;
const gerunds = { read: "reading", write: "writing", both: "reading and writing" } as const;

/** A flag that is not set is worth a word only where it should be, and one that is only where something is said of it. */
function flagWords(says: (flag: "append" | "nonblock") => "with" | "without" | null): string[] {
  const names = { append: "O_APPEND", nonblock: "O_NONBLOCK" } as const;
  return (["append", "nonblock"] as const).flatMap((flag) => {
    const word = says(flag);
    return word === null ? [] : [`${word} ${names[flag]}`];
  });
}
