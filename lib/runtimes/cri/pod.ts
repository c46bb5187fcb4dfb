import { OWNER_LABEL, thisOwner } from "../../host/owner.ts";
import { bindsOf } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ContainerSpec } from "../runtime.ts";
import type { CriLog } from "./log.ts";

/** Every pod and container carries it, and is found again by it. */
export const LABEL = "fd012";

/** Of NamespaceOption: whose namespace it is. */
const POD = 0;
const CONTAINER = 1;
const NODE = 2;
/** On the host's network no CNI is needed. A PID namespace of its own makes the container's process PID 1; without a word it is the pod's. */
const namespaces = { network: NODE, pid: CONTAINER, ipc: POD };

/** What the kubelet would say of a pod. @param parent its control group, above those of all that is in it */
export function podConfig(spec: ContainerSpec, log: CriLog, parent: string) {
  const name = containerName(spec);
  return {
    metadata: { name, uid: name, namespace: LABEL, attempt: 0 },
    log_directory: log.directory,
    labels: labelsOf(spec),
    linux: { cgroup_parent: parent, security_context: { namespace_options: namespaces } },
  };
}

/** And of the one container in it. */
export function containerConfig(spec: ContainerSpec, log: CriLog, image: string) {
  const { user } = spec;
  return {
    metadata: { name: "case", attempt: 0 },
    image: { image },
    command: [...spec.image.entrypoint],
    args: [...spec.args],
    envs: [{ key: "FD012_LABEL", value: spec.label }], // By which fd012 clean finds its process, even without a daemon.
    mounts: bindsOf(spec).map(({ source, target, readOnly }) => ({
      container_path: target,
      host_path: source,
      readonly: readOnly,
    })),
    labels: labelsOf(spec),
    log_path: log.name,
    tty: log.isTerminal,
    linux: {
      security_context: {
        namespace_options: namespaces,
        ...(user && { run_as_user: { value: user.uid }, run_as_group: { value: user.gid } }),
      },
    },
  };
}

function labelsOf({ label, owner }: ContainerSpec): Record<string, string> {
  return { [LABEL]: label, [OWNER_LABEL]: owner ?? JSON.stringify(thisOwner()) };
}
