import { type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from "yaml";
import { UsageError } from "../../errors.ts";
import { nearestName } from "../../nearest-name.ts";
import { textOfFile } from "../../results/text-file.ts";
import { LEFT_OUT, type ProjectKey, projectKeys } from "./keys.ts";
import { fromHere } from "./paths.ts";
import { checkedValue, type Value } from "./value.ts";

/** What a project file says under one key. */
export interface Entry {
  readonly key: ProjectKey;
  /** Paths in it are relative to the current directory. */
  readonly value: Value;
}

const MOST_BYTES = 1_000_000;
/** Of a name that is said to be wrong. */
const LONGEST = 60;

/** @throws UsageError `CONFIG_UNREADABLE`, `CONFIG_INVALID` */
export function readProjectFile(path: string): Entry[] {
  const lines = new LineCounter();
  const parsed = parsedYaml(path, lines);
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : lines.linePos(offset).line);
  // A tag that nobody knows is a warning to the library; here it is a value that was meant otherwise.
  const [error] = [...parsed.errors, ...parsed.warnings];
  if (error) throw invalid(path, lineAt(error.pos[0]), error.message);
  if (parsed.contents === null) return [];
  if (!isMap(parsed.contents)) throw invalid(path, null, "it must be a mapping of options, KEY: VALUE");
  const keys = projectKeys();
  return parsed.contents.items.map((pair) => {
    try {
      return entryOf(path, keys, pair, parsed);
    } catch (error) {
      const range = isNode(pair.key) ? pair.key.range : null;
      throw invalid(path, lineAt(range?.[0]), (error as Error).message);
    }
  });
}

function parsedYaml(path: string, lineCounter: LineCounter): Document.Parsed {
  const text = contents(path);
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch (error) {
    throw invalid(path, null, (error as Error).message); // Of brackets by the thousand the stack has no room.
  }
}

/** @throws Error */
function entryOf(
  path: string,
  keys: readonly ProjectKey[],
  pair: Pair<unknown, unknown>,
  parsed: Document,
): Entry {
  const name = String(isScalar(pair.key) ? pair.key.value : pair.key).slice(0, LONGEST);
  const key = keys.find((one) => one.name === name);
  if (key === undefined) throw new Error(unknown(name, keys));
  const said = isNode(pair.value) ? pair.value.toJS(parsed) : pair.value;
  return { key, value: fromHere(path, name, checkedValue(key, said)) };
}

function unknown(name: string, keys: readonly ProjectKey[]): string {
  if (Object.hasOwn(LEFT_OUT, name)) return `--${name} is given on the command line alone: ${LEFT_OUT[name]}`;
  const nearest = nearestName(
    name,
    keys.map((key) => key.name),
  );
  return `there is no option "${name}"${nearest === null ? "; see fd012 run --help" : `; did you mean "${nearest}"?`}`;
}

function contents(path: string): string {
  try {
    return textOfFile(path, MOST_BYTES);
  } catch (error) {
    throw new UsageError(
      "CONFIG_UNREADABLE",
      `The options in ${path} cannot be read: ${(error as Error).message}.`,
    );
  }
}

function invalid(path: string, line: number | null, what: string): UsageError {
  const where = line === null ? path : `${path}, line ${line}`;
  return new UsageError("CONFIG_INVALID", `${where}: ${what}${/[.?]$/.test(what) ? "" : "."}`);
}
