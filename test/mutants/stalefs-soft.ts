import { readdirSync } from "node:fs";
import type { FaultOperation, Filesystem } from "../../lib/filesystems/filesystem.ts";
import { stalefs } from "../../lib/filesystems/stalefs.ts";

const all: readonly FaultOperation[] = [
  ...(["getattr", "setattr", "lookup", "open", "read", "write", "flush", "fsync", "create"] as const),
];

/** stalefs with a server that can be stopped: then every call on a log fails with EIO, as on a soft mount of NFS (nfs(5)). */
export const stalefsSoft: Filesystem = {
  ...stalefs,
  name: "stalefs+soft",
  offers: ["inject-answers", "stop-server"],
  async mount(place) {
    const mounted = await stalefs.mount(place);
    const { faults, serverPath } = mounted;
    const logs = () =>
      readdirSync(serverPath, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".log"));
    const each = async (act: (path: string) => Promise<void> | undefined) => {
      for (const path of logs()) await act(path);
    };
    return {
      ...mounted,
      server: {
        stop: () => each((path) => faults?.answer(path, all, "EIO")),
        start: () => each((path) => faults?.clear(path)),
      },
    };
  },
};
