import { type Bind, bindsOf } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ContainerSpec } from "../runtime.ts";

/**
 * The configuration of one container (lxc.container.conf(5)): the image, read-only, and nothing of the distribution's defaults, so
 * that no bridge, no AppArmor profile and no pty stands between. `lxc.console.path = none` has PID 1 inherit fds 0–2.
 */
export function lxcConfig(spec: ContainerSpec, logFile: string): string {
  const group = containerName(spec);
  const device = { source: "/dev/null", target: "/dev/null", readOnly: false };
  const binds = [...(spec.dev === "image" ? [] : [device]), ...bindsOf(spec)];
  const lines = [
    ["uts.name", "fd012"],
    ["rootfs.path", `dir:${spec.image.rootfs}`],
    ["rootfs.options", spec.dev === "image" ? "rw" : "ro"],
    ["autodev", "0"],
    ["mount.auto", "proc:rw"],
    ...binds.map((bind) => ["mount.entry", mountEntry(bind)]),
    ["net.0.type", "none"],
    ["apparmor.profile", "unconfined"],
    ["console.path", "none"],
    // All groups below one of the case's own: left alone, LXC keeps `lxc.pivot` on the machine for good.
    ["cgroup.dir.container", `${group}/payload`],
    ["cgroup.dir.monitor", `${group}/monitor`],
    ["cgroup.dir.monitor.pivot", `${group}/pivot`],
    ...(spec.user
      ? [
          ["init.uid", String(spec.user.uid)],
          ["init.gid", String(spec.user.gid)],
        ]
      : []),
    ["environment", `FD012_LABEL=${spec.label}`],
    ["log.level", "ERROR"],
    ["log.file", logFile],
  ];
  return lines.map(([key, value]) => `lxc.${key} = ${value}\n`).join("");
}

/** As in fstab(5): spaces are written as octal numbers, and the target is relative to the root. */
function mountEntry({ source, target, readOnly }: Bind): string {
  const escaped = (path: string) => path.replaceAll(" ", "\\040");
  return `${escaped(source)} ${escaped(target.slice(1))} none bind${readOnly ? ",ro" : ""} 0 0`;
}
