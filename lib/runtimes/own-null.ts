import { MachineError } from "../errors.ts";
import { makeNullDevice } from "../host/device-nodes.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";

/**
 * For a runtime that changes the owner or the mode of what its fds 0–2 are: in place of the machine's /dev/null, which is everybody's, a null device of
 * the container's own.
 */
export function withNull([stdin, stdout, stderr]: Stdio["sources"], path: string): Stdio["sources"] {
  const own = (source: Source): Source => (source.kind === "null" ? { kind: "null", path } : source);
  return [own(stdin), own(stdout), own(stderr)];
}

export function hasNull(sources: Stdio["sources"]): boolean {
  return sources.some(({ kind }) => kind === "null");
}

/**
 * @param because what the runtime does, as `lxc-start changes the mode`
 * @throws MachineError `NULL_DEVICE` where none can be made: then the runtime gets none, for the machine's is not ours to change
 */
export async function makeOwnNull(path: string, because: string): Promise<void> {
  await makeNullDevice(path).catch(({ message }: Error) => {
    throw new MachineError(
      "NULL_DEVICE",
      `${because} of what is on its fds 0–2, and no null device but the machine's can be had: ${message}`,
    );
  });
}
