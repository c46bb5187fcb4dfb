import { relative } from "node:path";
import type { Faults } from "../filesystems/filesystem.ts";
import type { Scene, StreamName } from "./fault.ts";

/** The log's files as a file system knows them that can be told what to answer. */
export function injected(
  { log, mounted }: Scene,
  streams: readonly StreamName[],
): { faults: Faults; path: string }[] {
  const { faults } = mounted;
  if (!faults) throw new Error("this file system gives no answers but its own");
  return log.files(streams).map(({ path }) => ({ faults, path: relative(mounted.path, path) }));
}
