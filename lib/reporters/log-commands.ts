/**
 * What a CI takes for a command when it stands in a job's log, in the order of the alternatives: `::name` at the beginning of a line, where
 * GitHub's runner skips white space, and `##[name]`, `##vso[…]`, `##teamcity[…]` anywhere in it (GitHub, Azure Pipelines, TeamCity). What
 * GitLab and Travis take for one needs control characters, which are visible text by then.
 */
const COMMANDS = /(?<=^[\s\u0085]*):(?=:)|#(?=#\w*\[)/gm;

/** The text with its first `:` or `#` escaped wherever it would be a command; in JSON that is the same string still. */
export function withoutCommands(text: string): string {
  return text.replace(COMMANDS, (character) => (character === ":" ? "\\u003a" : "\\u0023"));
}

const unguarded = new WeakMap<NodeJS.WriteStream, NodeJS.WriteStream["write"]>();

/** From now on no text that is written to the stream holds a command, whoever writes it and however its lines were broken. */
export function guardLog(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  unguarded.set(stream, write);
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(
      ...([typeof chunk === "string" ? withoutCommands(chunk) : chunk, ...rest] as Parameters<typeof write>),
    );
}

/** For whoever has commands of his own to give. */
export function writeCommand(stream: NodeJS.WriteStream, text: string): void {
  (unguarded.get(stream) ?? stream.write.bind(stream))(text);
}
