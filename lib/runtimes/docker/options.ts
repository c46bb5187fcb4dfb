import type Docker from "dockerode";
import { OWNER_LABEL, thisOwner } from "../../host/owner.ts";
import { bindsOf, volumeWord } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ContainerSpec, Place } from "../runtime.ts";

/** What else `docker run` would be told. */
interface Manner {
  readonly logDriver: Readonly<Record<string, string>> & { readonly type: string };
  readonly hasTerminal: boolean;
  readonly runtime: string | null;
}

/** What `docker run` would be told on the command line. */
export function createOptions(
  spec: ContainerSpec,
  image: string,
  { logDriver, hasTerminal, runtime }: Manner,
): Docker.ContainerCreateOptions {
  const { type, ...config } = logDriver;
  return {
    name: containerName(spec),
    Image: image,
    Entrypoint: [...spec.image.entrypoint],
    Cmd: [...spec.args],
    ...(spec.user && { User: `${spec.user.uid}:${spec.user.gid}` }),
    Tty: hasTerminal,
    Labels: { [LABEL]: spec.label, [OWNER_LABEL]: spec.owner ?? JSON.stringify(thisOwner()) },
    Env: [`FD012_LABEL=${spec.label}`], // By which fd012 clean finds its process, even without a daemon.
    HostConfig: {
      NetworkMode: "none",
      Binds: bindsOf(spec).map(volumeWord),
      LogConfig: { Type: type, Config: config },
      ...places[spec.place],
      ...(runtime !== null && { Runtime: runtime }),
    },
  };
}

/** Every container carries it, and is found again by it. */
export const LABEL = "fd012";

const places: Record<Place, Docker.HostConfig> = {
  pid1: {},
  "under-init": { Init: true },
  "host-pid-namespace": { PidMode: "host" },
};
