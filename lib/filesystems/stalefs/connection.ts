import type { ChildProcess } from "node:child_process";
import { MachineError } from "../../errors.ts";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import type { FaultErrno, FaultOperation, Faults } from "../filesystem.ts";
import type { Order, Ready, Reply } from "./control.ts";
import { eachLine } from "./lines.ts";

/** The suite's end of the control channel to a stalefs server. */
export class Connection implements Faults {
  readonly #server: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #problem: StalefsError | undefined;
  #said = "";

  /**
   * Settles when the mount can be used.
   * Rejects with StalefsError: the code is the server's own (`NO_DEVICE`, `DEVICE_DENIED`, `MOUNT_FAILED`) or `STALEFS_GONE`
   */
  readonly ready: Promise<void>;

  /** `server` has pipes for stdin, stdout and stderr. */
  constructor(server: ChildProcess) {
    this.#server = server;
    this.ready = new Promise((resolve, reject) => {
      this.#waiting.set(READY, { resolve, reject });
    });
    this.ready.catch(() => {}); // Whoever waits for it sees it; whoever has stopped waiting need not.
    server.stdin?.on("error", () => {}); // It may be gone already; its end tells everybody who waits.
    if (server.stdout) eachLine(server.stdout, (line) => this.#take(JSON.parse(line)));
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#said = (this.#said + text).slice(-1_000);
    });
    server.once("error", (error) => this.#end(error.message));
    server.once("close", (code, signal) => this.#end(`it ended with ${signal ?? code}. ${this.#said}`));
  }

  answer(path: string, operations: readonly FaultOperation[], errno: FaultErrno): Promise<void> {
    return this.#order({ do: "answer", path, operations, errno });
  }

  stall(path: string): Promise<void> {
    return this.#order({ do: "stall", path });
  }

  clear(path: string): Promise<void> {
    return this.#order({ do: "clear", path });
  }

  #order(order: Order): Promise<void> {
    if (this.#problem !== undefined) return Promise.reject(this.#problem);
    this.#lastId += 1;
    const id = this.#lastId;
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#server.stdin?.write(`${JSON.stringify({ id, ...order })}\n`);
    return within(done, deadline("order to stalefs"), `stalefs' answer to "${order.do} ${order.path}"`);
  }

  #take(words: Ready | Reply): void {
    if ("ready" in words) {
      if (words.ready) this.#settle(READY)?.resolve();
      else this.#settle(READY)?.reject(new StalefsError(words.code, words.error));
    } else if (words.ok) this.#settle(words.id)?.resolve();
    else
      this.#settle(words.id)?.reject(new StalefsError("FAULT_REFUSED", `stalefs refused: ${words.error}.`));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(how: string): void {
    this.#problem = new StalefsError("STALEFS_GONE", `The stalefs server is gone: ${how}`.trim());
    for (const { reject } of this.#waiting.values()) reject(this.#problem);
    this.#waiting.clear();
  }
}

/** The server could not mount (its own code), refused an order (`FAULT_REFUSED`), or is gone (`STALEFS_GONE`). */
export class StalefsError extends MachineError {}

/** The ready line has no id; orders count from 1. */
const READY = 0;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
