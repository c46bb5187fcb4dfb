import { OWNER_LABEL } from "../../host/owner.ts";
import { quoted } from "../../host/shell-words.ts";
import { archiveOf } from "../../images/archive.ts";
import { bindsOf, volumeWord } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ByHand, ContainerSpec, GivenByHand, Place } from "../runtime.ts";
import { containersIn, type DockerLogDriver } from "./log-drivers.ts";
import { LABEL } from "./options.ts";

interface Manner {
  readonly driver: DockerLogDriver;
  /** The OCI runtime that the daemon is to take; null for its own choice. */
  readonly runtime: string | null;
  /** Whether the daemon keeps a log. */
  readonly isLogged: boolean;
}

/** The same by docker's own command, on the machine's daemon. */
export function byHandOf(
  spec: ContainerSpec,
  { sources: [source], pidFile }: GivenByHand,
  { driver, runtime, isLogged }: Manner,
): ByHand {
  const { tar, reference } = archiveOf(spec.image);
  const name = containerName(spec);
  const [program, ...words] = [...spec.image.entrypoint, ...spec.args];
  const command = [
    ...["docker", "run", "--detach", "--name", name, "--label", `${LABEL}=${spec.label}`],
    ...["--label", `${OWNER_LABEL}=${spec.owner ?? ""}`, "--env", `FD012_LABEL=${spec.label}`],
    ...(runtime === null ? [] : ["--runtime", runtime]),
    ...(source.kind === "terminal" ? ["--tty"] : []),
    ...["--network", "none", "--log-driver", driver.name, ...flags[spec.place]],
    ...bindsOf(spec).flatMap((bind) => ["--volume", volumeWord(bind)]),
    ...["--entrypoint", program as string, reference, ...words],
  ];
  const start = `docker image inspect ${reference} >/dev/null 2>&1 || docker load --input ${quoted(tar)} >&2
${command.map(quoted).join(" ")} >&2
docker inspect --format '{{.State.Pid}}' ${quoted(name)} >${quoted(pidFile)}
code=$(docker wait ${quoted(name)}); docker logs ${quoted(name)}; docker rm ${quoted(name)} >&2; ( exit "$code" )`;
  return {
    start,
    exec: (words) => ["docker", "exec", name, ...words].map(quoted).join(" "),
    end: `docker rm --force --volumes ${quoted(name)}`,
    ...(isLogged && { log: logOf(name, driver) }),
  };
}

function logOf(name: string, driver: DockerLogDriver): string {
  const id = `$(docker inspect --format '{{.Id}}' ${quoted(name)})`;
  return `"${driver.path(containersIn("$(docker info --format '{{.DockerRootDir}}')"), id)}"`;
}

const flags: Record<Place, readonly string[]> = {
  pid1: [],
  "under-init": ["--init"],
  "host-pid-namespace": ["--pid", "host"],
};
