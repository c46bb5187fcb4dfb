import { close, closeSync, constants as files, fstat, lstat, open } from "node:fs";
import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { DeadlineError } from "../errors.ts";
import { remaining, within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";

/** Milliseconds. */
const BETWEEN = 50;

/** open(2): a descriptor that only names a file, so that the server is not told of one more that has it open. */
const O_PATH = 0o10000000;

/** Tells when an NFS client that keeps attributes has come to know that files are gone. */
export class DeletionNotice {
  readonly #unknown = new Set<number>();

  get isPending(): boolean {
    return this.#unknown.size > 0;
  }

  /**
   * @param path a file, as the mount has it, that is about to be deleted on the server
   * @throws DeadlineError where the mount does not answer
   */
  async await(path: string): Promise<void> {
    let isLate = false;
    const opened = promisify(open)(path, O_PATH | files.O_NOFOLLOW).then((fd) => {
      if (isLate) close(fd);
      return fd;
    });
    try {
      this.#unknown.add(await within(opened, deadline("answer of a mount"), `the mount's answer of ${path}`));
    } catch (error) {
      isLate = true;
      throw error;
    }
  }

  /**
   * The client tells nobody, so it is asked, as PID 1 asks: by fstat(2). While its attributes are good it answers from them, and no
   * answer makes them last longer.
   * @throws DeadlineError
   */
  async noticed(): Promise<void> {
    const what = "the mount's notice of the deletion";
    const until = performance.now() + deadline("notice of a deletion");
    for (const fd of this.#unknown) {
      // A server that does not answer keeps who asks it for as long as it likes.
      while (!(await within(isStale(fd), remaining(until), what))) {
        if (performance.now() > until) throw new DeadlineError(what, deadline("notice of a deletion"));
        await setTimeout(BETWEEN);
      }
      this.#unknown.delete(fd);
      closeSync(fd);
    }
  }

  close(): void {
    for (const fd of this.#unknown) closeSync(fd);
    this.#unknown.clear();
  }
}

/**
 * A client that keeps attributes keeps written data too; who asks for a file's times makes it send them to the server.
 * @throws DeadlineError
 */
export async function flush(path: string): Promise<void> {
  await within(promisify(lstat)(path), deadline("answer of a mount"), `the mount's answer of ${path}`);
}

async function isStale(fd: number): Promise<boolean> {
  try {
    await promisify(fstat)(fd);
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).errno === -constants.errno.ESTALE) return true;
    throw error;
  }
}
