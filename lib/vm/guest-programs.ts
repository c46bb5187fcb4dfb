import { MachineError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { qemuPackage, qemuProgram } from "./qemu.ts";

/** What init, the suite and its helpers call in a guest, by the package of Debian and Ubuntu that brings it. */
const GUEST: Readonly<Record<string, readonly string[]>> = {
  dash: ["sh"],
  bash: ["bash"],
  coreutils: "cat chmod chroot cp env ln ls mkdir mkfifo rm rmdir sleep sync tee touch".split(" "),
  "libc-bin": ["ldd"],
  tar: ["tar"],
  mount: ["mount", "umount"],
  "util-linux": ["unshare", "nsenter", "setpriv"],
  iproute2: ["ip"],
  kmod: ["insmod"],
};
/** For NFS in it, besides. */
const NFS: Readonly<Record<string, readonly string[]>> = {
  "nfs-kernel-server": ["rpc.nfsd", "rpc.mountd", "exportfs"],
  "nfs-common": ["mount.nfs"],
  rpcbind: ["rpcbind"],
};
/** busybox has an insmod of its own, which init takes where there is no other. */
const STANDS_IN: Readonly<Record<string, string>> = { insmod: "busybox" };
/** Without these a guest can do less, and says so itself. */
const WELCOME = "perl insmod busybox kill ps nfsdcld mount.nfs4 umount.nfs umount.nfs4".split(" ");

interface Missing {
  readonly program: string;
  readonly package: string;
}

type Find = (name: string) => string | null;

/** What a virtual machine needs of this one, and is not here. @param find finds a program, as findProgram does */
export function missingPrograms({ nfs }: { nfs: boolean }, find: Find = findProgram): Missing[] {
  const wanted = { [qemuPackage()]: [qemuProgram()], cpio: ["cpio"], ...GUEST, ...(nfs ? NFS : {}) };
  return Object.entries(wanted).flatMap(([name, programs]) =>
    programs
      .filter((program) => !find(program) && !find(STANDS_IN[program] ?? program))
      .map((program) => ({ program, package: name })),
  );
}

/** @throws MachineError `GUEST_PROGRAM` that names all that is missing, and how to get it */
export function demandPrograms(wish: { nfs: boolean }): void {
  const missing = missingPrograms(wish);
  if (missing.length > 0)
    throw new MachineError("GUEST_PROGRAM", `${reasonOf(missing)}: ${remedyOf(missing)}.`);
}

export function reasonOf(missing: readonly Missing[]): string {
  return `--vm needs ${missing.map(({ program }) => program).join(", ")}, not on this machine`;
}

export function remedyOf(missing: readonly Missing[]): string {
  const packages = [...new Set(missing.map((one) => one.package))];
  return `apt-get install --no-install-recommends ${packages.join(" ")}`;
}

/** Absolute paths of the programs that a guest gets: all that it needs and, of the others, what is here. */
export function guestPrograms(): string[] {
  const names = [...Object.values(GUEST).flat(), ...Object.values(NFS).flat(), ...WELCOME];
  return [...new Set(names.flatMap((name) => findProgram(name) ?? []))];
}
