import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { ImageStore } from "./loaded.ts";

const LOAD_DEADLINE = 120_000;

/** The images of podman's storage, whichever OCI runtime it then uses. */
export const podmanStore: ImageStore = {
  name: "podman",
  async has(reference) {
    return podman("image", "exists", reference).then(
      () => true,
      () => false,
    );
  },
  async load({ tar, reference }) {
    await podman("load", "--quiet", "--input", tar).catch((error: Error & { stderr?: string }) => {
      const said = error.stderr?.trim() || error.message;
      throw new MachineError("IMAGE_STORE", `podman could not take the image ${reference}: ${said}`);
    });
  },
};

function podman(...words: string[]): Promise<unknown> {
  return promisify(execFile)("podman", words, { env: helperEnvironment, timeout: LOAD_DEADLINE });
}
