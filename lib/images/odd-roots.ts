/**
 * Root file systems that are odd where stdio passes: what is done, as lines of sh, to a copy of an image's whose /dev holds a true /dev/null and the
 * usual links. `$root` is that copy, `$outside` a directory of the case's own with the file `file` and the directory `directory` in it. No link leads
 * to anything else outside.
 */
export const oddRoots = {
  "null-is-a-file": 'rm "$root/dev/null"; echo impostor >"$root/dev/null"; chmod 666 "$root/dev/null"',
  "null-is-another-device": 'rm "$root/dev/null"; mknod -m 666 "$root/dev/null" c 1 5', // /dev/zero (devices.txt)
  "null-is-a-link": 'ln -sf "$outside/file" "$root/dev/null"',
  "console-is-a-link": 'ln -s "$outside/file" "$root/dev/console"',
  "dev-is-a-link": 'rm -r "$root/dev"; ln -s "$outside/directory" "$root/dev"',
  "dev-is-a-file": 'rm -r "$root/dev"; echo impostor >"$root/dev"',
  "no-dev": 'rm -r "$root/dev"',
  "no-proc": 'rmdir "$root/proc"',
} as const;

export type OddRootName = keyof typeof oddRoots;

/** Shell words for where the image's own stands, where its copy is to be, and the directory outside of it; neither of the two is there yet. */
export interface OddPlaces {
  readonly image: string;
  readonly root: string;
  readonly outside: string;
}

/** Makes one: whoever runs this under `sh -e` is root, since it makes a device. */
export function oddRootScript(name: OddRootName, { image, root, outside }: OddPlaces): string {
  return `root=${root} outside=${outside}
mkdir "$root" "$outside" "$outside/directory"; echo '${AS_MADE}' >"$outside/file"
cp -a ${image}/. "$root"; rm -f "$root/dev/null"; mknod -m 666 "$root/dev/null" c 1 3
${oddRoots[name]}`;
}

const AS_MADE = "as it was made";
