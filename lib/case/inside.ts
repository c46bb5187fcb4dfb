import type { Image } from "../images/image.ts";
import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Inside } from "../strategies/strategy.ts";

/** What a strategy that is made inside the container asks of it: the image starts with the strategy's own entry, on its mounts. @param mounts those that the case has anyway */
export function insideOf(
  image: Image,
  inside: Inside | undefined,
  mounts: NonNullable<ContainerSpec["mounts"]> = [],
): Pick<ContainerSpec, "image" | "mounts"> {
  if (!inside) return mounts.length > 0 ? { image, mounts } : { image };
  return {
    image: { ...image, entrypoint: [...inside.entry, ...image.entrypoint] },
    mounts: [...mounts, ...inside.mounts],
  };
}
