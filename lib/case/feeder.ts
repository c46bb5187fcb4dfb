import { Socket } from "node:net";
import content from "../../images/node/workloads/content.cjs";

const PIECE = 65_536;

/**
 * Writes what the caller has for PID 1 to a pipe as it is read, and closes it then. Who stops reading is waited for, and nobody fails where the reader
 * goes: that is an observation of others.
 */
export class Feeder {
  readonly #socket: Socket;
  readonly #size: number;
  #at = 0;

  /** @param fd a pipe's writing end, which is this one's from then on */
  constructor(fd: number, size: number) {
    this.#socket = new Socket({ fd, readable: false, writable: true });
    this.#size = size;
    this.#socket.on("error", () => this.close());
    this.#next();
  }

  close(): void {
    this.#socket.destroy();
  }

  #next(): void {
    const from = this.#at;
    if (from === this.#size) {
      this.close();
      return;
    }
    this.#at = Math.min(from + PIECE, this.#size);
    this.#socket.write(content.slice("stdin", from, this.#at), (error) => {
      if (!error) this.#next();
    });
  }
}
