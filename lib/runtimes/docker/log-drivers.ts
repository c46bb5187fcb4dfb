import { join } from "node:path";
import { UsageError } from "../../errors.ts";
import type { FramingName } from "../../log/framings/table.ts";
import { type LogLimits, limitWords } from "../../log/limits.ts";

/** How the docker daemon keeps a container's log. */
export interface DockerLogDriver {
  readonly name: string & FramingName;
  /** Besides those that say when the file is rotated. */
  readonly options: Readonly<Record<string, string>>;
  /** Where the log is, which inspect tells of json-file alone. @param containers the directory of the daemon's containers; see containersIn */
  path(containers: string, id: string): string;
}

const drivers: readonly DockerLogDriver[] = [
  {
    name: "json-file",
    options: { mode: "blocking" },
    path: (containers, id) => join(containers, id, `${id}-json.log`),
  },
  {
    name: "local",
    options: { mode: "blocking", compress: "false" },
    path: (containers, id) => join(containers, id, "local-logs/container.log"),
  },
];

export const dockerLogDrivers = {
  names: drivers.map(({ name }) => name),
  others: "none is --strategy null, and what journald or a network service keeps cannot be made stale",
};

/** The directory of a daemon's containers, of its data root. */
export function containersIn(root: string): string {
  return join(root, "containers");
}

/** @param name one of the names, or null for the usual one */
export function dockerLogDriver(name: string | null): DockerLogDriver {
  const driver = name === null ? drivers[0] : drivers.find((one) => one.name === name);
  if (!driver) throw new UsageError("RUNTIME_SPEC", `docker has no log driver "${name}" here.`);
  return driver;
}

/** What the daemon is told of a container's log. */
export function logConfig({ name, options }: DockerLogDriver, limits?: LogLimits) {
  const { size, files } = limitWords(limits);
  return { type: name, ...options, "max-size": size, "max-file": files };
}
