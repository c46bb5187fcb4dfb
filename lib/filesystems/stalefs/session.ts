import { read } from "node:fs";
import { constants } from "node:os";
import { errnoOf } from "./failure.ts";
import { judge } from "./judgement.ts";
import { negotiate } from "./negotiation.ts";
import { Opcode } from "./opcodes.ts";
import { MAX_TRANSFER } from "./operations/files.ts";
import { perform } from "./operations/table.ts";
import type { Served } from "./served.ts";
import { StalledRequests } from "./stalled.ts";
import { answer, Request } from "./wire.ts";

/** Room for the largest write with its headers; the kernel wants a page for those. */
const BUFFER = MAX_TRANSFER + 4096;

/** Serves one mount. Requests are read on the thread pool, so that the event loop stays free for control. */
export class Session {
  readonly #device: number;
  readonly #served: Served;
  readonly #stalled: StalledRequests;
  #over = false;
  #started = () => {};
  #ended = () => {};

  /** Settles when the kernel has been told our version: the mount can be used. */
  readonly started = new Promise<void>((resolve) => {
    this.#started = resolve;
  });

  /** Settles when nobody can ask any more: the file system was unmounted or its connection aborted. */
  readonly ended = new Promise<void>((resolve) => {
    this.#ended = resolve;
  });

  constructor(device: number, served: Served) {
    this.#device = device;
    this.#served = served;
    this.#stalled = new StalledRequests((request) => this.#answer(request, -EINTR));
  }

  /** Whether `ended` has settled. */
  get over(): boolean {
    return this.#over;
  }

  /** To be called once the device is mounted. */
  serve(): void {
    this.#receive(Buffer.allocUnsafeSlow(BUFFER));
  }

  /** Looks at the stalled requests again, after faults were cleared. */
  resume(): void {
    for (const request of this.#stalled.take()) this.#handle(request);
  }

  /** Answers EIO to what is stalled. */
  abandon(): void {
    for (const request of this.#stalled.take()) this.#answer(request, -EIO);
  }

  #receive(buffer: Buffer): void {
    read(this.#device, buffer, 0, buffer.length, null, (error, length) => {
      if (error === null) this.#handle(new Request(buffer.subarray(0, length)));
      else if (!passing.has(-(error.errno ?? 0))) return this.#end();
      this.#receive(buffer);
    });
  }

  #end(): void {
    this.#over = true;
    this.#ended();
  }

  #handle(request: Request): void {
    try {
      const judgement = judge(this.#served, request);
      if (judgement === "stall") this.#stalled.hold(request);
      else if (judgement !== "do") this.#answer(request, judgement);
      else this.#perform(request);
    } catch (error) {
      if (!unanswered.has(request.opcode)) this.#answer(request, errnoOf(error));
    }
  }

  #perform(request: Request): void {
    switch (request.opcode) {
      case Opcode.INIT:
        this.#answer(request, 0, negotiate(request));
        this.#started();
        break;
      case Opcode.INTERRUPT:
        this.#interrupt(request);
        break;
      case Opcode.DESTROY:
        this.#answer(request, 0);
        break;
      default: {
        const body = perform(this.#served, request);
        if (body !== undefined) this.#answer(request, 0, body);
      }
    }
  }

  /** Where the request is not here, it may have been answered already, or not have been read yet: EAGAIN asks again. */
  #interrupt(request: Request): void {
    if (!this.#stalled.interrupt(request.bigint(0))) this.#answer(request, -EAGAIN);
  }

  #answer(request: Request, errno: number, body?: Buffer): void {
    try {
      answer(this.#device, request.unique, errno, body);
    } catch (error) {
      // The kernel has given the request, or all of them, up.
      if (!gone.has(-errnoOf(error))) throw error;
    }
  }
}

const { EAGAIN, ECONNABORTED, EINTR, EIO, ENODEV, ENOENT } = constants.errno;

/** Errors of reading that only mean that there was no request after all. */
const passing: ReadonlySet<number> = new Set([EAGAIN, EINTR, ENOENT]);

const gone: ReadonlySet<number> = new Set([ENOENT, ENODEV, ECONNABORTED]);

const unanswered: ReadonlySet<number> = new Set([Opcode.FORGET, Opcode.BATCH_FORGET]);
