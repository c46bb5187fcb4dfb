import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { MachineError } from "../errors.ts";
import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";
import { type HelperProcess, startHelper } from "./helper-process.ts";
import pipeMaker from "./pipe-maker.sh";

/** Both ends of a pipe(2), open in the suite's own process and close-on-exec. */
export interface Pipe {
  readonly read: number;
  readonly write: number;
  /** st_ino, as `pipe:[N]` shows it. */
  readonly inode: number;
}

/**
 * Makes real pipes: node's own `stdio: "pipe"` is a socketpair, which behaves differently when it is full, reopened or
 * half closed. A shell does it, since here-documents that fit are pipes there, and opening the shell's descriptor
 * by way of /proc gives both ends.
 */
export class PipeMaker {
  readonly #shell: HelperProcess;
  readonly #replies: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(shell: HelperProcess) {
    this.#shell = shell;
    this.#replies = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  }

  static async open(): Promise<PipeMaker> {
    return new PipeMaker(await startHelper("pipe maker", [], pipeMaker));
  }

  /** @throws MachineError `NO_PIPES` where the machine's shell uses files for here-documents */
  make(): Promise<Pipe> {
    const made = this.#last.then(() => this.#make());
    this.#last = made.catch(() => {});
    return made;
  }

  close(): Promise<void> {
    return this.#shell.close();
  }

  async #make(): Promise<Pipe> {
    this.#shell.stdin.write("\n");
    await within(this.#replies.next(), deadline("making of a pipe"), "the making of a pipe");
    const path = `/proc/${this.#shell.pid}/fd/3`;
    // O_NONBLOCK only so that open(2) does not wait for a writer; it belongs to this description, which the reader wants
    // blocking, so it is opened once more when a writer exists.
    let first: number | null = null;
    try {
      first = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const stat = fstatSync(first);
      if (!stat.isFIFO()) {
        throw new MachineError(
          "NO_PIPES",
          "shim-pipe needs a /bin/sh whose here-documents are pipes: dash, busybox ash, or bash 5.1 or newer.",
        );
      }
      const write = openSync(path, constants.O_WRONLY);
      try {
        return { read: openSync(path, constants.O_RDONLY), write, inode: stat.ino };
      } catch (error) {
        closeSync(write);
        throw error;
      }
    } finally {
      if (first !== null) closeSync(first);
      // The shell lets go of its end: a reader that nobody reads from would hide EPIPE.
      this.#shell.stdin.write("\n");
    }
  }
}
