import { readFileSync } from "node:fs";
import type { Request } from "./wire.ts";

/** Requests that are held back, as by a server that is gone. */
export class StalledRequests {
  readonly #requests = new Map<bigint, Request>();
  /** Outlives `take`: nobody tells again of one that is then held back once more. */
  readonly #interrupted = new Set<bigint>();
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
    if (!this.#requests.has(unique)) return false;
    this.#interrupted.add(unique);
    this.#freeKilled();
    return true;
  }

  /** Ends holding back; the caller of this answers them or holds them back again. */
  take(): Request[] {
    const requests = [...this.#requests.values()];
    this.#requests.clear();
    return requests;
  }

  #freeKilled(): void {
    for (const unique of this.#interrupted) {
      const request = this.#requests.get(unique);
      if (request !== undefined && !isBeingKilled(request.tid)) continue;
      this.#interrupted.delete(unique);
      this.#requests.delete(unique);
      if (request !== undefined) this.#giveUp(request);
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
