import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { projectFileSchemas } from "../../lib/cli/project-file/json-schema.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { jsonSchemas } from "../../lib/results/json-schemas.ts";

const directory = join(packageRoot, "schema");

t.test("the schemas that are checked in are those of the types and options", async (t) => {
  const schemas = { ...jsonSchemas(), ...projectFileSchemas() };
  t.same(readdirSync(directory).sort(), Object.keys(schemas).sort());
  for (const [name, schema] of Object.entries(schemas)) {
    const stored = JSON.parse(readFileSync(join(directory, name), "utf8"));
    t.same(
      stored,
      JSON.parse(JSON.stringify(schema)),
      `${name}: \`node lib/results/write-json-schemas.js\` renews it`,
    );
  }
});
