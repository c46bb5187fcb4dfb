import type { Filesystem } from "../filesystems/filesystem.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { Need } from "../needs.ts";
import type { TestDefinition } from "../suite.ts";

/** A file system with all that it offers here, as far as these claims need it. */
export async function withTried(
  filesystem: Filesystem,
  tests: readonly TestDefinition[],
  namespace: MountNamespace,
): Promise<Filesystem> {
  const { name, offers = [], tries = {} } = filesystem;
  const asked = tests
    .filter(({ filesystems }) => filesystems.includes(name))
    .flatMap(({ needs = [] }) => needs);
  const tried = await Promise.all(
    [...new Set(asked)].map(
      async (need): Promise<Need[]> => ((await tries[need]?.(namespace)) ? [need] : []),
    ),
  );
  return { ...filesystem, offers: [...offers, ...tried.flat()] };
}
