import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { endedAfter } from "../host/ended-after.ts";
import type { ImageStore } from "./loaded.ts";

/** The images of one namespace of containerd, by a command `ctr --address … --namespace …`. */
export function containerdStore(ctr: readonly string[], environment: NodeJS.ProcessEnv): ImageStore {
  const [program, ...first] = ctr;
  const call = async (...words: string[]) =>
    (
      await promisify(execFile)(program as string, [...first, ...words], {
        env: environment,
        ...endedAfter("loading of an image"),
      })
    ).stdout;
  return {
    name: ctr.join(" "),
    async has(reference) {
      const names = await call("images", "ls", "--quiet");
      return names.split("\n").includes(reference);
    },
    async load({ tar, reference }) {
      await call("images", "import", tar).catch((error: Error & { stderr?: string }) => {
        const said = error.stderr?.trim() || error.message;
        throw new MachineError("IMAGE_STORE", `containerd could not take the image ${reference}: ${said}`);
      });
    },
  };
}
