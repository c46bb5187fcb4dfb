import type { Image } from "./image.ts";
import { localNodeImage } from "./node-image.ts";

/** An image by the name that the command line takes; it is built, or found in the cache, when it is opened. */
export interface ImageKind {
  readonly name: string;
  readonly summary: string;
  open(): Image;
}

export const images: readonly ImageKind[] = [
  { name: "node", summary: "the machine's own node and its libraries", open: localNodeImage },
];
