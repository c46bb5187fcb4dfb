import type { Image } from "./image.ts";

const VARIABLE = "FD012_IMAGES";

/**
 * Images that stand here already under the paths of the machine that built them, by what `--image` calls them: in a virtual machine there
 * is no registry to ask, and reading them again would take long.
 */
export function handOver(images: ReadonlyMap<string, Image>): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(Object.fromEntries(images)) };
}

/** Null where there is none of that name. */
export function handedOver(spec: string): Image | null {
  return JSON.parse(process.env[VARIABLE] || "{}")[spec] ?? null;
}
