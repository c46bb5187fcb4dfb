import { join } from "node:path";
import { UsageError } from "../../errors.ts";
import type { LogPaths } from "../../strategies/strategy.ts";
import { ofLocalFile } from "./local-file.ts";
import { ofJsonFile } from "./log-formats.ts";

/** How the docker daemon keeps a container's log. */
export interface DockerLogDriver {
  readonly name: string;
  /** Nothing of the daemon's own defaults may drop a line or rotate the file. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the log is, which inspect tells of json-file alone. @param root the daemon's data root */
  path(root: string, id: string): string;
  /** One stream of the file. */
  streamOf(stream: keyof LogPaths, log: Buffer): Buffer;
}

const WHOLE = { mode: "blocking", "max-size": "1000g", "max-file": "1" };

const drivers: readonly DockerLogDriver[] = [
  {
    name: "json-file",
    options: WHOLE,
    path: (root, id) => join(root, "containers", id, `${id}-json.log`),
    streamOf: ofJsonFile,
  },
  {
    name: "local",
    options: { ...WHOLE, compress: "false" },
    path: (root, id) => join(root, "containers", id, "local-logs/container.log"),
    streamOf: ofLocalFile,
  },
];

export const dockerLogDrivers = {
  names: drivers.map(({ name }) => name),
  others: "none is --strategy null, and what journald or a network service keeps cannot be made stale",
};

/** @param name one of the names, or null for the usual one */
export function dockerLogDriver(name: string | null): DockerLogDriver {
  const driver = name === null ? drivers[0] : drivers.find((one) => one.name === name);
  if (!driver) throw new UsageError("RUNTIME_SPEC", `docker has no log driver "${name}" here.`);
  return driver;
}
