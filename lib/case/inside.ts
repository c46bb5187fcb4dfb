import type { Image } from "../images/image.ts";
import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Inside } from "../strategies/strategy.ts";

/** What a strategy that is made inside the container asks of it: the image starts with the strategy's own entry, on its mounts. */
export function insideOf(image: Image, inside: Inside | undefined): Pick<ContainerSpec, "image" | "mounts"> {
  if (!inside) return { image };
  return {
    image: { ...image, entrypoint: [...inside.entry, ...image.entrypoint] },
    mounts: inside.mounts,
  };
}
