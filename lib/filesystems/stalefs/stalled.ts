import { readFileSync } from "node:fs";
import type { Request } from "./wire.ts";

/** Requests that are held back, as by a server that is gone. */
export class StalledRequests {
  readonly #requests = new Map<bigint, Request>();
  readonly #interrupted = new Map<bigint, Request>();
  readonly #giveUp: (request: Request) => void;
  #timer: NodeJS.Timeout | undefined;

  /** `giveUp` answers a request whose caller is being killed. */
  constructor(giveUp: (request: Request) => void) {
    this.#giveUp = giveUp;
  }

  hold(request: Request): void {
    this.#requests.set(request.unique, request.kept());
  }

  /**
   * The caller of a request got a signal. On a hard mount only death frees it, but FUSE tells of its first signal
   * only: after that we have to look. Returns whether the request is held back here.
   */
  interrupt(unique: bigint): boolean {
    const request = this.#requests.get(unique);
    if (request === undefined) return false;
    this.#interrupted.set(unique, request);
    this.#freeKilled();
    return true;
  }

  /** Ends holding back; the caller of this answers them or holds them back again. */
  take(): Request[] {
    const requests = [...this.#requests.values()];
    this.#requests.clear();
    this.#interrupted.clear();
    clearTimeout(this.#timer);
    return requests;
  }

  #freeKilled(): void {
    for (const [unique, request] of this.#interrupted) {
      if (!isBeingKilled(request.tid)) continue;
      this.#requests.delete(unique);
      this.#interrupted.delete(unique);
      this.#giveUp(request);
    }
    clearTimeout(this.#timer);
    if (this.#interrupted.size > 0) this.#timer = setTimeout(() => this.#freeKilled(), LOOK_AGAIN);
  }
}

/** Milliseconds. */
const LOOK_AGAIN = 50;

const SIGKILL_BIT = 1n << 8n;

/** The kernel turns every fatal signal without a core dump into SIGKILL. True also where nothing can be seen. */
function isBeingKilled(tid: number): boolean {
  try {
    const status = readFileSync(`/proc/${tid}/status`, "latin1");
    const pending = [...status.matchAll(/^(?:SigPnd|ShdPnd):\s*([0-9a-f]+)$/gm)];
    return pending.some(([, mask]) => (BigInt(`0x${mask}`) & SIGKILL_BIT) !== 0n);
  } catch {
    return true;
  }
}
