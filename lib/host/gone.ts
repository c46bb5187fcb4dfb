/**
 * Whether what was to be removed has gone meanwhile: a run that ends while it is looked at removes its own, and two cleaners meet the same
 * leftovers. Told by errno, and by the words of umount(8), ctr, podman and dockerd, which have no other.
 */
export function hasGone(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ESRCH" || code === "ENOENT" || WORDS.test(message);
}

const WORDS =
  /not found|no such|not mounted|no mount point|does not exist|removal of container .* is already in progress/i;
