import { setTimeout } from "node:timers/promises";
import { MachineError } from "../../errors.ts";
import { deadline } from "../../host/deadlines.ts";
import { helperEnvironment } from "../../host/helper-process.ts";
import type { ArchivedImage } from "../../images/archive.ts";
import type { ImageStore } from "../../images/loaded.ts";
import { containerdStore } from "../../images/loaded-containerd.ts";
import { podmanStore } from "../../images/loaded-podman.ts";
import type { CriClient } from "./client.ts";

/** The namespace of containerd in which its CRI plugin keeps all. */
export const KUBERNETES = "k8s.io";
/** The runtime learns by an event of its own that an image was imported, which it tells nobody. */
const PAUSE = 20;

/**
 * The images of a CRI runtime. It pulls them, and takes no archive: so they are given to what it stands on.
 * @param isContainerd else it is CRI-O, whose storage is podman's
 */
export function criStore(client: CriClient, isContainerd: boolean): ImageStore {
  const { socket } = client;
  const ctr = ["ctr", "--address", socket, "--namespace", KUBERNETES];
  const under = isContainerd ? containerdStore(ctr, helperEnvironment) : podmanStore;
  const has = async (reference: string) => {
    const { image } = await client.ask("ImageStatus", { image: { image: reference } });
    return image !== null;
  };
  return {
    name: `cri ${socket}`,
    has,
    async load(archive: ArchivedImage) {
      await under.load(archive);
      const until = performance.now() + deadline("loading of an image");
      while (!(await has(archive.reference))) {
        if (performance.now() > until)
          throw new MachineError(
            "IMAGE_STORE",
            `${socket} has not taken note of the image ${archive.reference}`,
          );
        await setTimeout(PAUSE);
      }
    },
  };
}
