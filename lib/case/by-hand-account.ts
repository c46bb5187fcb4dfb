import { basename, dirname } from "node:path";
import type { Account } from "../host/account.ts";
import { quoted } from "../host/shell-words.ts";
import type { Image } from "../images/image.ts";

/** What root's shell does besides where it drives a runtime on another user's behalf, and what of the image's is then elsewhere. */
export interface BehalfByHand {
  readonly image: Image;
  /** Before anything is mounted. */
  readonly before: string;
  /** Once the log's files are there. */
  readonly given: string;
}

/** Nothing where nobody else is driven for. @param top of the script's own directory, its path and the same as a shell word */
export function behalfByHand(
  image: Image,
  as: Account | undefined,
  [top, word]: readonly [string, string],
): BehalfByHand {
  if (!as) return { image, before: "", given: "" };
  const place = `images/${basename(dirname(image.rootfs))}/rootfs`;
  const owner = `${as.uid}:${as.gid}`;
  return {
    image: { ...image, rootfs: `${top}/${place}` },
    before: `chmod 711 ${word}; mkdir -p ${word}/${place} ${word}/home/run; chown -R ${owner} ${word}/control ${word}/home
mount --bind -o ro ${quoted(image.rootfs)} ${word}/${place}\n`,
    given: `; chown -R ${owner} "$server"`,
  };
}
