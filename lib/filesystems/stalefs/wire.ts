import { writevSync } from "node:fs";
import { Failure } from "./failure.ts";

/**
 * FUSE's wire format, linux/fuse.h 7.31, on a 64-bit little-endian machine. Handlers get a Request and return the
 * body that follows the header of the answer.
 */
export class Request {
  readonly #bytes: Buffer;

  /** `bytes` is exactly one request as read(2) returned it: `struct fuse_in_header` and what follows. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get opcode(): number {
    return this.#bytes.readUInt32LE(4);
  }

  /** Names the request in answers and interrupts; never calculated with. */
  get unique(): bigint {
    return this.#bytes.readBigUInt64LE(8);
  }

  get nodeId(): number {
    return unsigned64(this.#bytes, 16);
  }

  get uid(): number {
    return this.#bytes.readUInt32LE(24);
  }

  get gid(): number {
    return this.#bytes.readUInt32LE(28);
  }

  /** Thread id of the caller in the server's pid namespace, 0 where it has none there. */
  get tid(): number {
    return this.#bytes.readUInt32LE(32);
  }

  u32(offset: number): number {
    return this.#bytes.readUInt32LE(IN_HEADER + offset);
  }

  /** @throws Failure EFBIG beyond 2^53, which only offsets and sizes of files can be */
  u64(offset: number): number {
    return unsigned64(this.#bytes, IN_HEADER + offset);
  }

  bigint(offset: number): bigint {
    return this.#bytes.readBigInt64LE(IN_HEADER + offset);
  }

  /** The bytes up to the NUL that ends them: names are not always UTF-8. */
  name(offset: number): Buffer {
    const start = IN_HEADER + offset;
    return this.#bytes.subarray(start, this.#bytes.indexOf(0, start));
  }

  data(offset: number, length: number): Buffer {
    return this.#bytes.subarray(IN_HEADER + offset, IN_HEADER + offset + length);
  }

  /** A copy that outlives the buffer into which the next request will be read. */
  kept(): Request {
    return new Request(Buffer.from(this.#bytes));
  }
}

const IN_HEADER = 40;

/**
 * Writes one answer, which must be one system call.
 * @throws the system's error; ENOENT where the kernel has given the request up
 */
export function answer(device: number, unique: bigint, errno: number, body: Buffer = EMPTY): void {
  outHeader.writeUInt32LE(OUT_HEADER + body.length, 0);
  outHeader.writeInt32LE(errno, 4);
  outHeader.writeBigUInt64LE(unique, 8);
  writevSync(device, body.length === 0 ? [outHeader] : [outHeader, body]);
}

export const EMPTY = Buffer.alloc(0);

const OUT_HEADER = 16;
const outHeader = Buffer.alloc(OUT_HEADER);

function unsigned64(bytes: Buffer, offset: number): number {
  const value = bytes.readUInt32LE(offset) + bytes.readUInt32LE(offset + 4) * 0x1_0000_0000;
  if (!Number.isSafeInteger(value)) throw new Failure("EFBIG");
  return value;
}
