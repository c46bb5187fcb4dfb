import type { Framing } from "./framing.ts";

/** Nothing at all: the file is what was written, and says of no byte which stream it came from. */
export const raw: Framing = {
  name: "raw",
  tells: false,
  decoder: () => ({
    feed: (bytes) => [{ stream: null, bytes }],
    end: () => [],
  }),
};
