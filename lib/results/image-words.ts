import type { RunHead } from "./schema.ts";

/** What the images were that were asked for by a shorter name: `node is node:20.20.2, node:12 is node:12.22.12`; empty where none was. */
export function imageWords({ images }: Pick<RunHead, "images">): string {
  return Object.entries(images)
    .filter(([asked, found]) => asked !== found)
    .map(([asked, found]) => `${asked} is ${found}`)
    .join(", ");
}
