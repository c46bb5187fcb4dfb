// Writes schema/*.schema.json from the types. Plain node: it is part of the build, which runs before there is a bundle.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");

/** @param {string} [directory] where the files go */
export async function writeJsonSchemas(directory = join(root, "schema")) {
  const { jsonSchemas } = await imported("lib/results/json-schemas.ts");
  const { projectFileSchemas } = await imported("lib/cli/project-file/json-schema.ts");
  mkdirSync(directory, { recursive: true });
  for (const [name, schema] of Object.entries({ ...jsonSchemas(), ...projectFileSchemas() })) {
    writeFileSync(join(directory, name), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

// What is imported on demand, such as the reporters, is not needed to declare an option.
const onDemand = {
  name: "on-demand",
  setup({ onResolve }) {
    onResolve({ filter: /^/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

/** @param {string} file of TypeScript, whose exports are wanted */
async function imported(file) {
  const { outputFiles } = await build({
    entryPoints: [join(root, file)],
    bundle: true,
    format: "esm",
    platform: "node",
    plugins: [onDemand],
    // For packages in CommonJS. A data URL has no directory that require could begin in.
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

if (process.argv[1] === import.meta.filename) await writeJsonSchemas();
