import { basename } from "node:path";
import { pidsOf, textOf } from "../../host/proc.ts";

/**
 * Who runs a PID 1 that no engine lists, by its parent's command line: rootless podman, containers of a daemon that is down, lxc, nspawn. Null where
 * the parent is none of those that are known.
 */
export function runBy(pid: number): string | null {
  const parent = /^PPid:\s*(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? "0";
  const words = textOf(`/proc/${parent}/cmdline`).split("\0");
  const program = basename(words[0] ?? "");
  if (pidsOf(Number(parent)).length !== 1) return null; // A container's own process says what it likes.
  const after = (...options: string[]) =>
    words.find((_, index) => options.includes(words[index - 1] ?? "")) ?? "";
  if (program === "conmon") {
    const uid = /^Uid:\s*(\d+)/m.exec(textOf(`/proc/${parent}/status`))?.[1];
    return `conmon:${after("-n", "--name") || after("-c", "--cid")}${uid === "0" ? "" : ` of uid ${uid}`}`;
  }
  if (program.startsWith("containerd-shim")) return `containerd-shim:${after("-namespace")}/${after("-id")}`;
  if (program === "systemd-nspawn") return `nspawn:${after("-M", "--machine", "-D", "--directory")}`;
  // lxc-start calls its monitor `[lxc monitor] DIRECTORY NAME`.
  const monitor = /^\[lxc monitor\] \S+ (\S+)/.exec(words[0] ?? "")?.[1];
  if (monitor) return `lxc:${monitor}`;
  return program === "lxc-start" ? `lxc:${after("-n", "--name")}` : null;
}
