/**
 * Root file systems that are odd where stdio passes: what is done, as lines of sh, to a copy of an image's whose /dev holds a true /dev/null and the
 * usual links. `$root` is that copy, `$outside` a directory of the case's own with the file `file` and the directory `directory` in it. No link leads
 * to anything else outside.
 */
const oddRoots = {
  "null-is-a-file": alone('rm "$root/dev/null"; echo impostor >"$root/dev/null"; chmod 666 "$root/dev/null"'),
  "null-is-another-device": alone('rm "$root/dev/null"; mknod -m 666 "$root/dev/null" c 1 5'), // /dev/zero (devices.txt)
  "null-is-a-link": reachable('ln -sf "$outside/file" "$root/dev/null"'),
  "console-is-a-link": reachable('ln -s "$outside/file" "$root/dev/console"'),
  "dev-is-a-link": alone('rm -r "$root/dev"; ln -s "$outside/directory" "$root/dev"'),
  "dev-is-a-file": alone('rm -r "$root/dev"; echo impostor >"$root/dev"'),
  "no-dev": alone('rm -r "$root/dev"'),
  "no-program": alone('rm -r "$root/usr/bin"'),
  "no-proc": alone('rmdir "$root/proc"'),
};

export type OddRootName = keyof typeof oddRoots;

interface OddRoot {
  readonly lines: string;
  /** Whether what is outside is mounted in the container too, by the same path: a link leads there before and after the change of roots. */
  readonly isReachable: boolean;
}

/** The directory outside, as a mount of the container's, where it is to be one. */
export function outsideMounts(
  name: OddRootName,
  outside: string,
): { readonly source: string; readonly target: string }[] {
  return oddRoots[name].isReachable ? [{ source: outside, target: outside }] : [];
}

/** Shell words for where the image's own stands, where its copy is to be, and the directory outside of it; neither of the two is there yet. */
export interface OddPlaces {
  readonly image: string;
  readonly root: string;
  readonly outside: string;
}

/** Makes one: whoever runs this under `sh -e` is root, since it makes a device. */
export function oddRootScript(name: OddRootName, { image, root, outside }: OddPlaces): string {
  return `root=${root} outside=${outside}
mkdir "$root" "$outside" "$outside/directory"; echo 'as it was made' >"$outside/file"
cp -a ${image}/. "$root"; rm -f "$root/dev/null"; mknod -m 666 "$root/dev/null" c 1 3
${oddRoots[name].lines}`;
}

function alone(lines: string): OddRoot {
  return { lines, isReachable: false };
}

function reachable(lines: string): OddRoot {
  return { lines: `${lines}; mkdir -p "$root$outside"`, isReachable: true };
}
