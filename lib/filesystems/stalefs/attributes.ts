import type { BigIntStats } from "node:fs";

/** Bytes of `struct fuse_attr`. */
export const ATTRIBUTES = 88;

/** Writes `struct fuse_attr` at `offset`. */
export function encodeAttributes(body: Buffer, offset: number, stat: BigIntStats): void {
  body.writeBigUInt64LE(stat.ino, offset);
  body.writeBigInt64LE(stat.size, offset + 8);
  body.writeBigInt64LE(stat.blocks, offset + 16);
  encodeTime(body, offset + 24, offset + 48, stat.atimeNs);
  encodeTime(body, offset + 32, offset + 52, stat.mtimeNs);
  encodeTime(body, offset + 40, offset + 56, stat.ctimeNs);
  body.writeUInt32LE(Number(stat.mode), offset + 60);
  body.writeUInt32LE(Number(stat.nlink), offset + 64);
  body.writeUInt32LE(Number(stat.uid), offset + 68);
  body.writeUInt32LE(Number(stat.gid), offset + 72);
  body.writeUInt32LE(Number(BigInt.asUintN(32, stat.rdev)), offset + 76);
  body.writeUInt32LE(Number(stat.blksize), offset + 80);
  body.writeUInt32LE(0, offset + 84);
}

const SECOND = 1_000_000_000n;

function encodeTime(body: Buffer, secondsAt: number, nanosecondsAt: number, time: bigint): void {
  const nanoseconds = ((time % SECOND) + SECOND) % SECOND; // Times before 1970 are negative.
  body.writeBigInt64LE((time - nanoseconds) / SECOND, secondsAt);
  body.writeUInt32LE(Number(nanoseconds), nanosecondsAt);
}
