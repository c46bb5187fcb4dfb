import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { holdersOfAny } from "../../host/holders.ts";
import { nameOf, textOf } from "../../host/proc.ts";

/**
 * The containerd whose shims a docker daemon's containers run under: the one that the daemon started for itself, or the machine's.
 * Null where it cannot be seen.
 */
export function containerdBehind(dockerSocket: string): number | null {
  const daemon = listenerOn(dockerSocket);
  const own =
    daemon === null ? undefined : processes().find((pid) => isContainerd(pid) && parentOf(pid) === daemon);
  return own ?? listenerOn("/run/containerd/containerd.sock");
}

/**
 * The process that listens on a unix socket. One that was started by socket activation shares it with systemd, the older one. Where several
 * listen by that name, each in a mount namespace of its own, it is the one that has the same file there.
 */
export function listenerOn(path: string): number | null {
  const sockets = inodesOf(path).map((inode) => `socket:[${inode}]`);
  const holders = holdersOfAny(sockets);
  const pids = sockets.flatMap((socket) => holders.get(socket)?.at(-1)?.pid ?? []);
  return (pids.length > 1 ? pids.find((pid) => hasSameFile(pid, path)) : pids[0]) ?? null;
}

/** The shim of one container, whose child its PID 1 is: `containerd-shim-runc-v2 … -id ID …`. Undefined where there is none to be seen. */
export function shimOf(id: string): number | undefined {
  return processes().find(
    (pid) =>
      nameOf(pid).startsWith("containerd-shim") && textOf(`/proc/${pid}/cmdline`).includes(`\0-id\0${id}\0`),
  );
}

const LISTENING = "00010000"; // __SO_ACCEPTCON, as /proc/net/unix shows it (proc_pid_net(5)).

// /run and /var/run are the same place by two names.
function inodesOf(path: string): string[] {
  const same = (other: string | undefined) => other?.replace(/^\/var\/run\//, "/run/");
  return readFileSync("/proc/net/unix", "utf8")
    .split("\n")
    .map((line) => line.split(/\s+/))
    .filter(([, , , flags, , , , name]) => flags === LISTENING && same(name) === same(path))
    .flatMap(([, , , , , , inode]) => inode ?? []);
}

// By its real path: a link that begins with / would be followed from our root.
function hasSameFile(pid: number, path: string): boolean {
  try {
    const real = realpathSync(path);
    const [here, there] = [statSync(real), statSync(`/proc/${pid}/root${real}`)];
    return here.dev === there.dev && here.ino === there.ino;
  } catch {
    return false; // It has gone, or is not ours to see.
  }
}

function processes(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function isContainerd(pid: number): boolean {
  return nameOf(pid) === "containerd";
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${pid}/status`))?.[1]);
}
