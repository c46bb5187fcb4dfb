import type { Image } from "./image.ts";
import { nodeImageOf } from "./node-image.ts";

/** What is asked of a kind; null for the machine's own. */
export interface ImageRequest {
  readonly version: string | null;
  readonly libc: string | null;
}

/** An image by the name that the command line takes; it is built, or found in the cache, when it is opened. */
export interface ImageKind {
  readonly name: string;
  readonly summary: string;
  open(request: ImageRequest): Image;
}

export const images: readonly ImageKind[] = [
  {
    name: "node",
    summary: "the machine's own node; node:VERSION[@libc=VERSION] for another",
    open: ({ version, libc }) => nodeImageOf(version, libc),
  },
];
