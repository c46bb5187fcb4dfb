import type { Framings } from "./framings/table.ts";

/** How a container's log is kept, where that is not the plain bytes of the case's own two files. */
export interface LogForm {
  readonly framings: Framings;
  /**
   * The one file that both streams stand in, as PID 1's side names it, or where an engine keeps it; asked once the container runs. Absent where each
   * stream has the case's own file.
   */
  file?(): string;
  /** What whoever writes that file calls an older one when it rotates, from 1, the newest of them, on; absent where nothing rotates it. */
  rotated?(file: string, n: number): string;
}

export const PLAIN: LogForm = { framings: ["raw"] };
