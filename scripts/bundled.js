import { build } from "esbuild";

/** A module of TypeScript, for scripts that plain node runs. */
export async function bundled(entry) {
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, format: "esm", platform: "node", write: false },
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}
