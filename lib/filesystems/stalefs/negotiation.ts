import { Failure } from "./failure.ts";
import { MAX_TRANSFER } from "./operations/files.ts";
import type { Request } from "./wire.ts";

const MAJOR = 7;
/** `max_pages` is of 7.28; nothing after it is of use here. */
const MINOR = 28;

/** Flags of FUSE_INIT. Not among them: FUSE_WRITEBACK_CACHE, by which errors would reach nobody. */
const BIG_WRITES = 1 << 5;
const PARALLEL_DIROPS = 1 << 18;
const MAX_PAGES = 1 << 22;
const WANTED = BIG_WRITES | PARALLEL_DIROPS | MAX_PAGES;

const PAGE = 4096;
const BACKGROUND = 16;

/**
 * Answers FUSE_INIT with `struct fuse_init_out`.
 * @throws Failure EPROTO for kernels before 4.20
 */
export function negotiate(request: Request): Buffer {
  const major = request.u32(0);
  if (major < MAJOR || (major === MAJOR && request.u32(4) < MINOR)) throw new Failure("EPROTO");
  const body = Buffer.alloc(64);
  body.writeUInt32LE(MAJOR, 0);
  body.writeUInt32LE(MINOR, 4);
  if (major > MAJOR) return body; // The kernel asks again in our version.
  body.writeUInt32LE(request.u32(8), 8);
  body.writeUInt32LE(request.u32(12) & WANTED, 12);
  body.writeUInt16LE(BACKGROUND, 16);
  body.writeUInt16LE(BACKGROUND - BACKGROUND / 4, 18);
  body.writeUInt32LE(MAX_TRANSFER, 20);
  body.writeUInt32LE(1, 24); // Times count in nanoseconds.
  body.writeUInt16LE(MAX_TRANSFER / PAGE, 28);
  return body;
}
