import { readFileSync } from "node:fs";
import { dirname } from "node:path";
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
      if (isComplete(contentOf(file))) resolve();
    }
    look(); // It may have been there before the watch was.
  });
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
