import { closeSync } from "node:fs";

/** Closes descriptors at the first call only: by then their numbers may be others'. */
export function closeOnce(descriptors: number[]): () => void {
  return () => {
    for (const fd of descriptors.splice(0)) closeSync(fd);
  };
}
