import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { endedAfter } from "../host/ended-after.ts";
import type { ImageStore } from "./loaded.ts";

/** The images of one namespace of containerd, by a command `ctr --address … --namespace …`. */
export function containerdStore(ctr: readonly string[], environment: NodeJS.ProcessEnv): ImageStore {
  const [program, ...first] = ctr;
  const call = async (what: string, ...words: string[]) => {
    const options = { env: environment, ...endedAfter("loading of an image") };
    const call = promisify(execFile)(program as string, [...first, ...words], options);
    const { stdout } = await call.catch((error: Error & { stderr?: string }) => {
      throw new MachineError("IMAGE_STORE", `containerd ${what}: ${error.stderr?.trim() || error.message}`);
    });
    return stdout;
  };
  return {
    name: ctr.join(" "),
    async has(reference) {
      const names = await call("does not tell which images it has", "images", "ls", "--quiet");
      return names.split("\n").includes(reference);
    },
    async load({ tar, reference }) {
      await call(`could not take the image ${reference}`, "images", "import", tar);
    },
  };
}
