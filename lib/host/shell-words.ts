/**
 * In a path for a script by hand: the directory that its shell makes, which it knows as `$top`, and the last part of it, `$name`. In a word:
 * `$owner`, what owner.json says of that shell. All three are exported, so that they are known to scripts within the script.
 */
export const TOP = "/tmp/\uE000";
export const OWNER = "\uE001";

const variables: Record<string, string> = { [TOP]: '"$top"', "\uE000": '"$name"', [OWNER]: '"$owner"' };

/** One word for a POSIX shell, whatever is in it. */
export function quoted(word: string): string {
  const parts = word.split(/(\/tmp\/\uE000|\uE000|\uE001)/).filter((part) => part !== "");
  return parts.length === 0 ? "''" : parts.map((part) => variables[part] ?? quotedPart(part)).join("");
}

/** A here-document with any text. */
export function hereDocument(text: string, end: string): string {
  const escaped = text
    .replace(/[\\$`]/g, "\\$&")
    .replaceAll(TOP, "$top")
    .replaceAll("\uE000", "$name");
  return `<<${end}\n${escaped}\n${end}`;
}

function quotedPart(part: string): string {
  return /^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`;
}
