import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { endedAfter } from "../host/ended-after.ts";
import { lastLine, type PodmanSeat, podmanEnvironment, rootsPodman } from "../host/podman.ts";
import type { ImageStore } from "./loaded.ts";

/** What podman image exists exits with, in silence, where it is not there (podman-image-exists(1)). */
const NOT_THERE = 1;

/** The images of a podman's storage, whichever OCI runtime it then uses. */
export function podmanStoreOf(seat: PodmanSeat): ImageStore {
  return {
    name: seat.command.join(" "),
    async has(reference) {
      try {
        await podman(seat, null, "image", "exists", reference);
        return true;
      } catch (error) {
        const { code, stderr } = error as { code?: unknown; stderr?: string };
        if (code === NOT_THERE && !stderr) return false;
        throw refusal("look for", reference, error);
      }
    },
    async load({ tar, reference }) {
      await podman(seat, tar, "load", "--quiet").catch((error) => {
        throw refusal("take", reference, error);
      });
    },
  };
}

export const podmanStore = podmanStoreOf(rootsPodman);

function refusal(act: string, reference: string, error: unknown): MachineError {
  const { stderr = "", message, killed } = error as Error & { stderr?: string; killed?: boolean };
  // It tries every format that it knows, and tells of each why not.
  const ofArchive = /^ \* docker-archive: (.*)$/m.exec(stderr)?.[1];
  const said = killed
    ? `no answer within ${deadline("loading of an image") / 1000} s`
    : (ofArchive ?? (lastLine(stderr) || message));
  return new MachineError("IMAGE_STORE", `podman could not ${act} the image ${reference}: ${said}`);
}

/** @param input a file that it gets on its stdin, which it need not be able to open itself */
async function podman(
  { driven, command }: PodmanSeat,
  input: string | null,
  ...words: string[]
): Promise<void> {
  const [program, ...rest] = [...driven, ...command, ...words];
  const options = { env: podmanEnvironment(), ...endedAfter("loading of an image") };
  const running = promisify(execFile)(program as string, rest, options);
  const { stdin } = running.child;
  if (input !== null && stdin) await pipeline(createReadStream(input), stdin).catch(() => {}); // Its own words tell more.
  await running;
}
