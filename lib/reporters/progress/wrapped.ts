import { withoutCommands } from "../log-commands.ts";

/** Pieces joined by `separator`, broken into lines of at most `width` characters; a broken line ends with the separator. */
export function wrapped(pieces: readonly string[], separator: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const [index, piece] of pieces.entries()) {
    const next = index < pieces.length - 1 ? piece + separator : piece;
    if (line && line.length + next.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += next;
  }
  return (line ? [...lines, line.trimEnd()] : lines).map(withoutCommands); // What was amid a line may begin one now.
}

/** Words of one line, broken where it gets longer than `width`. */
export function wrappedWords(text: string, width: number): string[] {
  return wrapped(text.split(" "), " ", width);
}
