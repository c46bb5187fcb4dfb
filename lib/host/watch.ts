import { type FSWatcher, watch as watchFile } from "node:fs";
import { MachineError } from "../errors.ts";

/** inotify has no room left for this user: the machine's limit, and no fault of whatever was to be watched. */
class InotifyLimit extends MachineError {
  constructor(path: string, setting: string, cause: Error) {
    super(
      "INOTIFY_LIMIT",
      `${path} could not be watched, since this user has used up ${setting}: raise it with sysctl -w, or end what watches so many files`,
      { cause },
    );
  }
}

/** By what inotify_init1(2) and inotify_add_watch(2) fail; the first of them also where this process has no descriptor left. */
const settings: Record<string, string> = {
  EMFILE: "fs.inotify.max_user_instances (or its open files, ulimit -n)",
  ENOSPC: "fs.inotify.max_user_watches",
};

/**
 * Watches a file or a directory. All watching in cases goes by way of this.
 * @param look is called at every change, with the name of what has changed in a directory
 * @param fail is called where the watch breaks later on; node would end the whole process
 * @throws MachineError `INOTIFY_LIMIT`
 */
export function watch(
  path: string,
  look: (name: string | null) => void,
  fail: (error: Error) => void,
): FSWatcher {
  try {
    const watcher = watchFile(path, (_, name) => look(name));
    watcher.on("error", (error) => fail(inWords(path, error)));
    return watcher;
  } catch (error) {
    throw inWords(path, error as Error);
  }
}

function inWords(path: string, error: NodeJS.ErrnoException): Error {
  const setting = settings[error.code ?? ""];
  return setting === undefined ? error : new InotifyLimit(path, setting, error);
}
