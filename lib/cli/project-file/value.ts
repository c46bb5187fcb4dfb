import type { ProjectKey } from "./keys.ts";

/** A value as the option has it. */
export type Value = boolean | number | string | string[];

/** What a file says under a key, as the option's value. @throws Error whose message says what the key takes */
export function checkedValue(key: ProjectKey, said: unknown): Value {
  if (key.kind === "flag") {
    if (typeof said === "boolean") return said;
    throw new Error(`${key.name} takes true or false`);
  }
  if (key.kind === "number") {
    if (Number.isInteger(said) && Number(said) >= 1) return Number(said);
    throw new Error(`${key.name} takes a whole number from 1 up`);
  }
  if (said === true && key.mayBeBare) return inForm(key, [String(key.option?.presetArg)]);
  const list = key.isRepeatable && Array.isArray(said) ? said : [said];
  if (list.length > 0 && list.every(isText)) return inForm(key, list);
  throw new Error(wanted(key, list));
}

function inForm(key: ProjectKey, list: string[]): string | string[] {
  return key.isRepeatable ? list : (list[0] as string);
}

function isText(one: unknown): one is string {
  return typeof one === "string" && one !== "";
}

// YAML reads 6.10 as the number 6.1: what was written cannot be told from it any more.
function wanted({ name, isRepeatable, mayBeBare }: ProjectKey, list: readonly unknown[]): string {
  const bare = mayBeBare ? ", or true" : "";
  const forms = `${isRepeatable ? "text, or a list of texts" : "text"}${bare}`;
  const wrong = list.find((one) => !isText(one));
  const isScalar = typeof wrong === "number" || typeof wrong === "boolean";
  return `${name} takes ${forms}${isScalar ? `: write "${wrong}" in quotes` : ""}`;
}
