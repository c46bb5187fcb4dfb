import t from "tap";
import * as z from "zod";
import { runOptions } from "../../../lib/cli/all-run-options.ts";
import { projectFileSchemas } from "../../../lib/cli/project-file/json-schema.ts";
import { LEFT_OUT, projectKeys } from "../../../lib/cli/project-file/keys.ts";
import { checkedValue } from "../../../lib/cli/project-file/value.ts";

t.test("every option of run is a key, or is left out for a reason", async (t) => {
  const options = runOptions().map((option) => option.name());
  const keys = projectKeys().map(({ name }) => name);
  t.same(keys, ["tests", ...options.filter((name) => !Object.hasOwn(LEFT_OUT, name))]);
  for (const name of Object.keys(LEFT_OUT)) t.ok(options.includes(name), name);
});

t.test("the schema takes what the program takes, and refuses what it refuses", async (t) => {
  const schema = z.fromJSONSchema(projectFileSchemas()["fd012.schema.json"] as z.core.JSONSchema.JSONSchema);
  const values = [true, false, 0, 1, 1.5, "", "text", [], ["a", "b"], ["a", 1], null, { a: 1 }];
  for (const key of projectKeys())
    for (const value of values) {
      const takes = taken(() => checkedValue(key, value));
      t.equal(
        schema.safeParse({ [key.name]: value }).success,
        takes,
        `${key.name}: ${JSON.stringify(value)}`,
      );
    }
  t.notOk(schema.safeParse({ retrys: 1 }).success);
});

function taken(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
