import { execFile, execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { guestPrograms, missingPrograms, reasonOf, remedyOf } from "../../lib/vm/guest-programs.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const without =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name) ? null : `/usr/bin/${name}`;

t.test("what is missing is named with its package, each once", async (t) => {
  t.same(missingPrograms({ nfs: true }, without()), []);
  const missing = missingPrograms({ nfs: false }, without("insmod", "busybox", "ip", "mount", "umount"));
  t.equal(reasonOf(missing), "--vm needs mount, umount, ip, insmod, not on this machine");
  t.equal(remedyOf(missing), "apt-get install --no-install-recommends mount iproute2 kmod");
});

t.test("busybox will do for insmod", async (t) => {
  t.same(missingPrograms({ nfs: false }, without("insmod")), []);
});

t.test("NFS's programs are needed where it is asked for", async (t) => {
  const find = without("rpc.nfsd", "mount.nfs", "rpcbind");
  t.same(missingPrograms({ nfs: false }, find), []);
  t.match(remedyOf(missingPrograms({ nfs: true }, find)), /nfs-kernel-server nfs-common rpcbind$/);
});

t.test("every program that init calls is among them", async (t) => {
  const text = readFileSync(join(packageRoot, "images/vm/init"), "utf8").replace(/^#.*$/gm, "");
  const known = new Set(guestPrograms().map((path) => path.split("/").at(-1)));
  const called =
    text.match(/\b(mount|umount|chroot|mkdir|chmod|ln|insmod|ip|cat|sync|sleep|sh|tar|cp|rm)\b/g) ?? [];
  t.ok(called.length > 20);
  for (const name of called) if (findProgram(name)) t.ok(known.has(name), name);
});

t.test("Debian has each in the package that is named", async (t) => {
  if (!existsSync("/var/lib/dpkg/status")) return t.pass("not on Debian");
  const all = missingPrograms({ nfs: true }, () => null);
  for (const { program, package: name } of all) {
    const path = findProgram(program);
    if (path === null || program === "sh") continue;
    const candidates = [path, realpathSync(path), path.replace("/usr/", "/"), `/usr${path}`];
    const owners = candidates.map((one) => {
      try {
        return execFileSync("dpkg", ["-S", one], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      } catch {
        return "";
      }
    });
    if (owners.some((owner) => owner !== ""))
      t.ok(
        owners.some((owner) => owner.startsWith(`${name}:`)),
        `${program} of ${name}`,
      );
  }
});

t.test("nothing is turned on where insmod is missing", needs("root", "qemu", "cpio"), async (t) => {
  const hidden = ["insmod", "busybox"]
    .flatMap((name) => findProgram(name) ?? [])
    .map((path) => realpathSync(path));
  const script = `${hidden.map((path) => `mount --bind /dev/null '${path}'`).join(" && ")} && exec "$@"`;
  const program = [process.execPath, join(packageRoot, "dist/cli.js"), "run", "--vm", "6.1", "wiring"];
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(
      "unshare",
      ["--mount", "sh", "-c", script, "sh", ...program],
      { cwd: temporaryDirectory(t), timeout: 60_000 },
      (error, _stdout, stderr) => resolve({ code: error?.code, stderr }),
    );
  });
  t.equal(code, 3);
  t.equal(
    stderr,
    "fd012: --vm needs insmod, not on this machine: apt-get install --no-install-recommends kmod.\n",
  );
});
