import { isRootless } from "../../host/namespace.ts";
import { WINDOW } from "../../strategies/far-terminal.ts";
import { bindsOf } from "../control-mounts.ts";
import type { ContainerSpec } from "../runtime.ts";
import { cgroupsPath } from "./cgroups.ts";
import { userNamespace } from "./rootless.ts";

/** What else a case asks of its container than its ContainerSpec says. */
export interface Asked {
  readonly id: string;
  /** Whether PID 1's fds 0–2 are a terminal that the runtime makes. */
  readonly terminal: boolean;
}

/** A config.json after the OCI runtime-spec 1.0: the least that a container of the image needs. */
export function configuration(spec: ContainerSpec, { id, terminal }: Asked): object {
  const { image, args, label, cwd = "/", user = { uid: 0, gid: 0 }, namespace } = spec;
  const own = userNamespace(namespace.as);
  return {
    ociVersion: "1.0.2",
    process: {
      terminal,
      ...(terminal && { consoleSize: { height: WINDOW.rows, width: WINDOW.columns } }),
      user,
      args: [...image.entrypoint, ...args],
      env: [`PATH=${PATH}`, `FD012_LABEL=${label}`],
      cwd,
      capabilities: Object.fromEntries(SETS.map((set) => [set, CAPABILITIES])),
      noNewPrivileges: true,
    },
    root: { path: image.rootfs, readonly: spec.dev !== "image" }, // All cases share the image's; an odd one is the case's own.
    hostname: "fd012",
    mounts: [
      proc(spec),
      ...(spec.dev === "image" ? [] : [tmpfs("/dev", "mode=755")]),
      // Without it there are no terminals; with it there must be a /dev.
      ...(spec.dev === "image" && !terminal ? [] : [PSEUDOTERMINALS]),
      tmpfs("/tmp", "mode=1777"),
      ...bindsOf(spec).map(({ source, target, readOnly }) => ({
        destination: target,
        type: "bind",
        source,
        options: ["bind", readOnly ? "ro" : "rw"],
      })),
    ],
    linux: {
      ...(isRootless(namespace) ? {} : { cgroupsPath: cgroupsPath(id) }),
      namespaces: [...namespaces(spec), ...own.namespaces].map((type) => ({ type })),
      ...own.mappings,
    },
  };
}

const PSEUDOTERMINALS = {
  destination: "/dev/pts",
  type: "devpts",
  source: "devpts",
  options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"],
};
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
// What `runc spec` and `crun spec` write, which is less than engines give.
const CAPABILITIES = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];
const SETS = ["bounding", "effective", "permitted"];

// Only who has made the PID namespace may mount a /proc of it (user_namespaces(7)): without root the host's is bound, as podman does it.
function proc({ place, namespace }: ContainerSpec): object {
  if (place !== "host-pid-namespace" || !isRootless(namespace))
    return { destination: "/proc", type: "proc", source: "proc" };
  return {
    destination: "/proc",
    type: "bind",
    source: "/proc",
    options: ["rbind", "nosuid", "noexec", "nodev"],
  };
}

function tmpfs(destination: string, mode: string): object {
  return {
    destination,
    type: "tmpfs",
    source: "tmpfs",
    options: ["nosuid", "strictatime", mode, "size=65536k"],
  };
}

function namespaces({ place }: ContainerSpec): string[] {
  return [...(place === "host-pid-namespace" ? [] : ["pid"]), "mount", "ipc", "uts"];
}
