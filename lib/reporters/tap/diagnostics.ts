import { stringify } from "yaml";
import { visible, visibleLines } from "../visible-text.ts";

/** A YAML diagnostic block (TAP 14): indented by two, between `---` and `...`. Entries without a value are left out. */
export function tapDiagnostics(entries: Readonly<Record<string, unknown>>): string {
  const shown = Object.fromEntries(Object.entries(entries).filter(([, value]) => !isEmpty(value)));
  if (Object.keys(shown).length === 0) return "";
  const yaml = stringify(plain(shown), { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false });
  return ["---", ...yaml.trimEnd().split("\n"), "..."].map((line) => `  ${line}\n`).join("");
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

// A detail may hold anything that JSON can, and text that a container chose.
function plain(value: unknown): unknown {
  if (typeof value === "string") return visibleLines(value).join("\n");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [visible(key), plain(entry)]));
}
