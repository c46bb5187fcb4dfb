import * as z from "zod/mini";

const errno = z.string();

/** Bytes of one stream: what write(2) acknowledged against what the log holds. */
export const streamLedger = z.object({
  stream: z.enum(["stdout", "stderr"]),
  acked: z.int(),
  stored: z.int(),
  /** Bytes that the runtime's own logs command gave back; absent where it has none. */
  delivered: z.optional(z.int()),
  /** Bytes that the log holds and that command did not give back; with `delivered` alone. */
  undelivered: z.optional(z.int()),
  /** Bytes that it gave back and that the log does not hold, or holds in another place; with `delivered` alone. */
  misdelivered: z.optional(z.int()),
  /** Whether the log says of each byte which stream it came from. `together`: the lines' own mark tells it, and what has none is stdout's. */
  streams: z.optional(z.enum(["apart", "together"])),
  /** Acknowledged bytes of a stream that has no log, as under `null`: nowhere, and not lost. Absent where there is a log. */
  unlogged: z.optional(z.int()),
  /** Acknowledged bytes that had not reached the log when the fault was made, though they were waited for; absent for none. */
  late: z.optional(z.int()),
  /** Acknowledged bytes that the log does not hold. */
  lost: z.int(),
  /** Bytes of the workload that the log holds though write(2) acknowledged them to nobody: a write that failed may store some. Absent for none. */
  unacknowledged: z.optional(z.int()),
  /**
   * False where the workload has not said what it wrote as far as must be known: the log holds more than it told of, or it does not tell which bytes
   * were acknowledged. Then `lost` is the least that it can be. Absent where all is told.
   */
  told: z.optional(z.boolean()),
  torn: z.int(),
  duplicated: z.int(),
  reordered: z.int(),
  /** Bytes in the log that the workload never wrote. */
  foreign: z.int(),
  /** Zeros in the log, as a truncation leaves them before what a writer without O_APPEND writes next; not among `foreign`. Absent for none. */
  holes: z.optional(z.int()),
  /** Bytes like those, on a stream on which the program itself writes too: whose they are cannot be told. Absent for none. */
  spoken: z.optional(z.int()),
  /** Bytes that were written first and that the engine threw away when it rotated its log by itself, as it was told; not among `lost`. Absent for none. */
  dropped: z.optional(z.int()),
  /** Failed write(2) calls by errno. */
  failed: z.record(errno, z.int()),
});

export type StreamLedger = z.infer<typeof streamLedger>;
