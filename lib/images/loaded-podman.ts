import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { endedAfter } from "../host/ended-after.ts";
import { lastLine, podmanEnvironment } from "../host/podman.ts";
import type { ImageStore } from "./loaded.ts";

/** What podman image exists exits with, in silence, where it is not there (podman-image-exists(1)). */
const NOT_THERE = 1;

/** The images of podman's storage, whichever OCI runtime it then uses. */
export const podmanStore: ImageStore = {
  name: "podman",
  async has(reference) {
    try {
      await podman("image", "exists", reference);
      return true;
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      if (code === NOT_THERE && !stderr) return false;
      throw refusal("look for", reference, error);
    }
  },
  async load({ tar, reference }) {
    await podman("load", "--quiet", "--input", tar).catch((error) => {
      throw refusal("take", reference, error);
    });
  },
};

function refusal(act: string, reference: string, error: unknown): MachineError {
  const { stderr = "", message, killed } = error as Error & { stderr?: string; killed?: boolean };
  // It tries every format that it knows, and tells of each why not.
  const ofArchive = /^ \* docker-archive: (.*)$/m.exec(stderr)?.[1];
  const said = killed
    ? `no answer within ${deadline("loading of an image") / 1000} s`
    : (ofArchive ?? (lastLine(stderr) || message));
  return new MachineError("IMAGE_STORE", `podman could not ${act} the image ${reference}: ${said}`);
}

function podman(...words: string[]): Promise<unknown> {
  return promisify(execFile)("podman", words, {
    env: podmanEnvironment(),
    ...endedAfter("loading of an image"),
  });
}
