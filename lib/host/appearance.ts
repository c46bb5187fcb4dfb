import { dirname } from "node:path";
import { textOf } from "./proc.ts";
import { watch } from "./watch.ts";

/**
 * Resolves once a file is there whose content is complete. Waits by watching its directory; the caller sets the deadline and ends
 * the wait by `until`.
 * @throws MachineError `INOTIFY_LIMIT`
 */
export function appearance(
  file: string,
  isComplete: (content: string) => boolean,
  until: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(dirname(file), look, reject);
    until.addEventListener("abort", () => watcher.close(), { once: true });
    function look(): void {
      if (isComplete(textOf(file))) resolve();
    }
    look(); // It may have been there before the watch was.
  });
}
