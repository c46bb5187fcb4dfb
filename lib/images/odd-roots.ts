import program from "./odd-root.sh";

/** Root file systems that are odd where stdio passes, by what is odd; odd-root.sh makes them. */
export const oddRootNames = [
  "null-is-a-file",
  "null-is-another-device",
  "null-is-a-link",
  "console-is-a-link",
  "dev-is-a-link",
  "dev-is-a-file",
  "no-dev",
  "no-program",
  "no-proc",
] as const;

export type OddRootName = (typeof oddRootNames)[number];

/** What is outside is mounted in the container too, by the same path: a link leads there before and after the change of roots. */
const reachable: readonly OddRootName[] = ["null-is-a-link", "console-is-a-link"];

/** The directory outside, as a mount of the container's, where it is to be one. */
export function outsideMounts(
  name: OddRootName,
  outside: string,
): { readonly source: string; readonly target: string }[] {
  return reachable.includes(name) ? [{ source: outside, target: outside }] : [];
}

/** Shell words for where the image's own stands, where its copy is to be, and the directory outside of it; neither of the two is there yet. */
export interface OddPlaces {
  readonly image: string;
  readonly root: string;
  readonly outside: string;
}

/** Makes one, under `sh -e`. */
export function oddRootScript(name: OddRootName, { image, root, outside }: OddPlaces): string {
  return `image=${image} root=${root} outside=${outside} oddity=${name}\n${program}`;
}
