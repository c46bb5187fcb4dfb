import { MachineError } from "../errors.ts";
import type { Image } from "../images/image.ts";
import type { ProgramName } from "../images/programs.ts";
import { imageOf } from "../images/spec.ts";
import { type ImageKind, type ImageRequest, images } from "../images/table.ts";

export interface OpenedImages {
  readonly images: readonly Image[];
  /** Reason by name of an image that cannot be had here. */
  readonly missing: ReadonlyMap<string, string>;
}

/**
 * The images of a run.
 * @param named null for the default ones of the programs that the claims are about; of these, one that cannot be had is told as missing
 * @throws MachineError where one that was named, or the machine's own node, cannot be had
 */
export function openImages(
  named: readonly (ImageKind & ImageRequest)[] | null,
  wanted: ReadonlySet<ProgramName>,
): OpenedImages {
  if (named) return { images: unique(named.map((image) => image.open(image))), missing: new Map() };
  const missing = new Map<string, string>();
  const opened = images
    .filter(({ program }) => wanted.has(program))
    .flatMap(({ defaults }) => defaults)
    .map((spec) => openOr(spec, (reason) => missing.set(spec, reason)));
  return { images: unique(opened), missing };
}

function openOr(spec: string, tell: (reason: string) => void): Image {
  const image = imageOf(spec);
  try {
    return image.open(image);
  } catch (error) {
    if (!(error instanceof MachineError) || image.program === "node") throw error;
    tell(error.message);
    return absent(spec, image.program);
  }
}

/** Stands in the plan for what is not there, so that what it would have run is seen to be skipped. */
function absent(name: string, program: ProgramName): Image {
  return {
    name,
    program,
    rootfs: "",
    entrypoint: [],
    isNode: false,
    libc: "unknown",
    architecture: process.arch,
  };
}

// node:20 and node:20.20.2 may be one; it keeps the name by which it was asked for first.
function unique(opened: readonly Image[]): Image[] {
  return [...new Map(opened.toReversed().map((image) => [image.name, image])).values()].reverse();
}
