import { closeSync, openSync } from "node:fs";
import { copyOf, openFile } from "./log-file.ts";
import type { Segment } from "./segment.ts";
import type { StreamName } from "./stream-name.ts";

interface Place {
  /** Whose bytes are in it; null where both streams' are. */
  readonly stream: StreamName | null;
  /** As PID 1's side names it, or where an engine keeps it. */
  readonly path: string;
  /** Where it really lives. */
  readonly serverPath: string;
}

/**
 * One file of a log with the older ones that it was rotated to. All are kept open on the server's side, so that what was stored can still be counted after
 * a deletion.
 */
export class HeldFile implements Place {
  readonly stream: StreamName | null;
  readonly path: string;
  readonly serverPath: string;
  #fd: number;
  /** Oldest first. */
  #older: { readonly fd: number; readonly isAside: boolean }[] = [];

  constructor({ stream, path, serverPath }: Place, fd: number) {
    this.stream = stream;
    this.path = path;
    this.serverPath = serverPath;
    this.#fd = fd;
  }

  /** The oldest first. */
  get segments(): Segment[] {
    return [...this.#older, { fd: this.#fd, isAside: false }].map((one) => ({ stream: this.stream, ...one }));
  }

  /** What it held until now stands in another file, which somebody else than its writer has made. */
  setAside(path: string): void {
    this.#older.push({ fd: openFile(path), isAside: true });
  }

  /**
   * What it held until now is kept as it is, and the file that has its name now comes after that. Where there is none its bytes are nowhere from now on.
   * @param keep where a copy can lie for a moment
   */
  beginAnew(keep: string): void {
    const kept = { fd: copyOf(this.#fd, keep), isAside: false };
    closeSync(this.#fd);
    this.#older.push(kept);
    this.#fd = openIfThere(this.serverPath) ?? openSync("/dev/null", "r");
  }

  /** What it held until now goes on under another name, and the file that has its name now comes after that. */
  renamed(): void {
    this.#older.push({ fd: this.#fd, isAside: false });
    this.#fd = openFile(this.serverPath);
  }

  /** From now on its bytes are read from another descriptor. */
  exchange(exchanged: (fd: number) => number): void {
    const before = this.#fd;
    this.#fd = exchanged(before);
    closeSync(before);
  }

  /**
   * Takes hold of what its writer has made of it by now, where that rotates it: whatever is not there any more is no part of the log. To be asked while
   * nobody writes.
   * @param older what the writer calls an older one, from 1, the newest of them, on
   */
  findRotated(older: (n: number) => string): void {
    const found = openAll(older);
    const current = openIfThere(this.serverPath);
    const aside = this.#older.filter(({ isAside }) => isAside);
    for (const { fd } of this.#older.filter(({ isAside }) => !isAside)) closeSync(fd);
    this.#older = [...aside, ...found.map((fd) => ({ fd, isAside: false }))];
    if (current !== null) this.exchange(() => current);
  }

  close(): void {
    for (const { fd } of this.segments) closeSync(fd);
    this.#older = [];
  }
}

/** The oldest first. */
function openAll(older: (n: number) => string): number[] {
  const found: number[] = [];
  try {
    for (let n = 1; ; n++) {
      const fd = openIfThere(older(n));
      if (fd === null) return found.reverse();
      found.push(fd);
    }
  } catch (error) {
    for (const fd of found) closeSync(fd);
    throw error;
  }
}

function openIfThere(path: string): number | null {
  try {
    return openFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
