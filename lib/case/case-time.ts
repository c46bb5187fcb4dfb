/** Until when a case may take; what lasts longer hangs. */
export class CaseTime {
  /** Milliseconds that it may take in all. */
  readonly timeout: number;
  #until = 0;

  constructor(timeout: number) {
    this.timeout = timeout;
    this.restart();
  }

  /** As performance.now() counts. */
  get until(): number {
    return this.#until;
  }

  restart(): void {
    this.#until = performance.now() + this.timeout;
  }

  /** The time that this takes is the log's or the mount's, not PID 1's: a short deadline would find a hang that is none. */
  async without<T>(wait: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await wait();
    this.#until += performance.now() - began;
    return result;
  }
}
