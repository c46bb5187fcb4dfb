import { type ProjectKey, projectKeys } from "./keys.ts";

/** JSON Schema (draft 2020-12) of the project file, by file name below `schema/`. */
export function projectFileSchemas(): Record<string, object> {
  return {
    "fd012.schema.json": {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "fd012.yaml: what a repository always passes to fd012 run",
      type: "object",
      properties: Object.fromEntries(projectKeys().map((key) => [key.name, formsOf(key)])),
      additionalProperties: false,
    },
  };
}

function formsOf(key: ProjectKey): object {
  const { description } = key;
  if (key.kind === "flag") return { description, type: "boolean" };
  if (key.kind === "number") return { description, type: "integer", minimum: 1 };
  const text = { type: "string", minLength: 1 };
  const forms: object[] = [text];
  if (key.isRepeatable) forms.push({ type: "array", items: text, minItems: 1 });
  if (key.mayBeBare) forms.push({ const: true });
  return forms.length === 1 ? { description, ...text } : { description, anyOf: forms };
}
