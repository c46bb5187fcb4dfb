// Writes schema/*.schema.json from the types. Plain node: it is part of the build, which runs before there is a bundle.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");

/** @param {string} [directory] where the files go */
export async function writeJsonSchemas(directory = join(root, "schema")) {
  const { outputFiles } = await build({
    entryPoints: [join(root, "lib/results/json-schemas.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  const { jsonSchemas } = await import(`data:text/javascript;base64,${code}`);
  mkdirSync(directory, { recursive: true });
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    writeFileSync(join(directory, name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

if (process.argv[1] === import.meta.filename) await writeJsonSchemas();
