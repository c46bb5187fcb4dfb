import { dirSync } from "tmp";

/** A new directory, for its user alone, whose name begins so. Whoever makes it removes it. */
export function makeTemporaryDirectory(parent: string, prefix: string): string {
  return dirSync({ tmpdir: parent, template: `${prefix}XXXXXX`, keep: true }).name;
}
