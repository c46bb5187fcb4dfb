import { closeSync, openSync, readlinkSync } from "node:fs";
import { textOf } from "../host/proc.ts";

/** What a process has of whoever called its runtime, or of its runtime, besides descriptors; as the host sees it. */
export interface ProcessState {
  /** Octal, as umask(1) prints it. */
  readonly umask: string | null;
  /** RLIMIT_NOFILE, soft and hard. */
  readonly openFiles: { readonly soft: number; readonly hard: number } | null;
  /** Its working directory, where that lies on no mount that it can reach from its root; else null. */
  readonly outside: string | null;
}

/** Null where it has gone, or is not ours to look at. */
export function processState(pid: number): ProcessState | null {
  const status = textOf(`/proc/${pid}/status`);
  const mount = mountOfDirectory(pid);
  if (status === "" || mount === null) return null;
  const limit = /^Max open files\s+(\S+)\s+(\S+)/m.exec(textOf(`/proc/${pid}/limits`));
  const reachable = [...textOf(`/proc/${pid}/mountinfo`).matchAll(/^(\d+) /gm)].map(([, id]) => id);
  return {
    umask: /^Umask:\s*(\d+)/m.exec(status)?.[1] ?? null,
    openFiles: limit && { soft: Number(limit[1]), hard: Number(limit[2]) },
    outside: reachable.includes(mount.id) ? null : mount.path,
  };
}

const O_PATH = 0o10000000;

/** A mount's number is unique among all namespaces, and so tells a host's directory from one of the same name. */
function mountOfDirectory(pid: number): { id: string; path: string } | null {
  try {
    const fd = openSync(`/proc/${pid}/cwd`, O_PATH);
    try {
      const id = /^mnt_id:\s*(\d+)/m.exec(textOf(`/proc/self/fdinfo/${fd}`))?.[1];
      return id === undefined ? null : { id, path: readlinkSync(`/proc/self/fd/${fd}`) };
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}
