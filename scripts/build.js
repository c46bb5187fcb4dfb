// Bundles the program with all that it depends on into dist/: one file for each entry point; commands, reporters and the clients of engines in
// chunks that are loaded on demand, so that `fd012 --help` costs little more than node itself.
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildReport } from "../lib/reporters/html/build.js";
import { writeJsonSchemas } from "../lib/results/write-json-schemas.js";
import { copyDefinitions, readsDefinitions } from "./bundle/definitions.js";
import { withoutNativeCode } from "./bundle/without-native-code.js";
import { withoutReact } from "./bundle/without-react.js";
import { thirdPartyNotices } from "./third-party-notices.js";

// Built aside and renamed, so that what runs meanwhile finds the old bundle or the new one.
const FRESH = "dist.fresh";
const FORMER = "dist.former";

const shared = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  outdir: FRESH,
  loader: { ".sh": "text", ".bash": "text", ".zsh": "text", ".fish": "text", ".pl": "text" }, // See lib/programs.d.ts.
  legalComments: "none", // Whole licences are in the notices.
  metafile: true,
  logLevel: "warning",
};

for (const directory of [FRESH, FORMER]) rmSync(directory, { recursive: true, force: true });
const cli = await build({
  ...shared,
  entryPoints: {
    cli: "lib/cli.ts",
    suite: "lib/entries/suite.ts",
    runtime: "lib/entries/runtime.ts",
    "module-hooks": "lib/additions/module-hooks.ts",
  },
  splitting: true,
  plugins: [withoutReact, withoutNativeCode, readsDefinitions],
  // CommonJS packages in the bundle call require for node's own modules, and look beside themselves.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url), bundleDirectory = import.meta.dirname, bundleFile = import.meta.filename;",
  },
  define: { __dirname: "bundleDirectory", __filename: "bundleFile" },
});
const stalefs = await build({ ...shared, entryPoints: { stalefs: "lib/filesystems/stalefs/server.ts" } });
await build({ ...shared, entryPoints: { history: "lib/history/page/page.css" }, minify: true });
copyDefinitions(FRESH);
const page = await buildReport(`${FRESH}/report.html`);
writeFileSync(join(FRESH, "THIRD-PARTY-NOTICES"), thirdPartyNotices([cli.metafile, stalefs.metafile, page]));
chmodSync(join(FRESH, "cli.js"), 0o755); // The package's program, which is started by its name.
await writeJsonSchemas();
if (existsSync("dist")) renameSync("dist", FORMER);
renameSync(FRESH, "dist");
rmSync(FORMER, { recursive: true, force: true });
