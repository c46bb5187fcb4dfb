/**
 * What a CI takes for a command when it stands in a job's log, in the order of the alternatives: `::name` at the beginning of a line, where
 * GitHub's runner skips white space, and `##[name]`, `##vso[…]`, `##teamcity[…]` anywhere in it (GitHub, Azure Pipelines, TeamCity). What
 * GitLab and Travis take for one needs control characters, which are visible text by then. Of each the last character that makes it one is
 * matched: what stands before it may have been written already.
 */
const COMMANDS = /:(?<=^[\s\u0085]*::)|\[(?<=##\w*\[)/gm;

/** The text with the second `:`, or the `[`, escaped wherever there would be a command; in JSON that is the same string still. */
export function withoutCommands(text: string): string {
  return text.replace(COMMANDS, (character) => (character === ":" ? "\\u003a" : "\\u005b"));
}

/** The end of a text that may be the beginning of a command. */
const BEGINNING = /:$(?<=^[\s\u0085]*:)|##?\w*$/;

/** Guards what is written piece by piece: a command may begin in one and end in the next, and so may a character. */
class Guard {
  #before = "";
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  pass(chunk: string | Uint8Array): string {
    const text = typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
    const continued = withoutCommands(this.#before + text).slice(this.#before.length);
    // By itself too, for on a stream that others write to any piece may be the first of its line.
    const passed = withoutCommands(continued);
    this.follow(this.#before + passed);
    return passed;
  }

  follow(text: string): void {
    const line = text.slice(1 + Math.max(...BREAKS.map((character) => text.lastIndexOf(character))));
    this.#before = BEGINNING.exec(line)?.[0] ?? "";
  }
}

/** Where a line begins for `^`. */
const BREAKS = ["\n", "\r", "\u2028", "\u2029"];

interface Guarded {
  readonly write: NodeJS.WriteStream["write"];
  readonly guard: Guard;
}

const guarded = new WeakMap<NodeJS.WriteStream, Guarded>();

/** From now on no text that is written to the stream holds a command, whoever writes it and however its lines were broken. */
export function guardLog(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  const guard = new Guard();
  guarded.set(stream, { write, guard });
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
    write(...([guard.pass(chunk), ...rest] as Parameters<typeof write>));
}

/** For whoever has commands of his own to give. */
export function writeCommand(stream: NodeJS.WriteStream, text: string): void {
  const { write, guard } = guarded.get(stream) ?? { write: stream.write.bind(stream) };
  guard?.follow(text);
  write(text);
}
