import type { StreamName } from "./stream-name.ts";

/** A file of a log that is open: the one that is written, or what one held before it was rotated. */
export interface Segment {
  /** Whose bytes are in it; null where both streams' are. */
  readonly stream: StreamName | null;
  readonly fd: number;
  /** Made behind the back of whoever writes the log, whose own logs command cannot know of it. */
  readonly isAside: boolean;
}
