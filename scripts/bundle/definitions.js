// Some packages read protocol definitions (.proto) beside their own code when they are first used. The bundle has copies of them.
import { cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const HOME = "definitions";
const DEFINITIONS = ["dockerode/lib/proto", "@grpc/grpc-js/proto"];
const READERS =
  /node_modules\/(dockerode\/lib\/(session|buildkit)|@grpc\/grpc-js\/build\/src\/(orca|channelz))\.js$/;

/** Points the code that reads definitions to their copies. */
export const readsDefinitions = {
  name: "reads definitions",
  /** @param {import("esbuild").PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: READERS }, ({ path }) => {
      const place = dirname(path).split("node_modules/").at(-1);
      return {
        contents: readFileSync(path, "utf8").replaceAll(
          "__dirname",
          `(__dirname + ${JSON.stringify(`/${HOME}/${place}`)})`,
        ),
      };
    });
  },
};

/** Copies the definitions into a bundle. @param {string} bundle its directory */
export function copyDefinitions(bundle) {
  for (const directory of DEFINITIONS)
    cpSync(join("node_modules", directory), join(bundle, HOME, directory), { recursive: true });
}
