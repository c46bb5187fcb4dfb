import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { kernelOf, newestOf } from "../../lib/vm/kernel.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const RELEASE = "6.99.0-test";

function packageOf(directory: string, files: Record<string, string>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, "root", name, ".."), { recursive: true });
    writeFileSync(join(directory, "root", name), content);
  }
  const control = `Package: linux-image-test\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: x\n`;
  mkdirSync(join(directory, "root/DEBIAN"), { recursive: true });
  writeFileSync(join(directory, "root/DEBIAN/control"), control);
  const file = join(directory, "linux.deb");
  execFileSync("dpkg-deb", ["--build", join(directory, "root"), file], { stdio: "ignore" });
  return file;
}

const before = process.env.XDG_CACHE_HOME;
t.beforeEach((t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});
t.teardown(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
});

t.test("a package is unpacked, and its kernel named as uname -r does", async (t) => {
  const files = { [`boot/vmlinuz-${RELEASE}`]: "kernel", [`usr/lib/modules/${RELEASE}/modules.dep`]: "" };
  const { release, image, modules } = kernelOf(packageOf(temporaryDirectory(t), files));
  t.equal(release, RELEASE);
  t.ok(image.endsWith(`/boot/vmlinuz-${RELEASE}`));
  t.ok(modules.endsWith(`/usr/lib/modules/${RELEASE}`));
});

t.test("a package without a kernel is refused", async (t) => {
  const file = packageOf(temporaryDirectory(t), { "usr/share/doc/x": "" });
  t.throws(() => kernelOf(file), { code: "KERNEL", exitCode: 2, message: /no kernel image/ });
});

t.test("a file that is no package is refused with what dpkg-deb says", async (t) => {
  const file = join(temporaryDirectory(t), "linux.deb");
  writeFileSync(file, "no package");
  t.throws(() => kernelOf(file), {
    code: "KERNEL",
    message: /cannot be unpacked: dpkg-deb: error/,
  });
});

t.test("an image's release is read from its header, and its modules are asked for", async (t) => {
  const image = Buffer.alloc(0x10000);
  image.write("HdrS", 0x202, "latin1");
  image.writeUInt16LE(0x400, 0x20e);
  image.write("6.99.1-other (builder) #1\0", 0x600, "latin1");
  const file = join(temporaryDirectory(t), "bzImage");
  writeFileSync(file, image);
  t.throws(() => kernelOf(file), { code: "KERNEL", message: /\(6\.99\.1-other\) has no modules here/ });
});

t.test(
  "the newest release of a version is chosen, by its numbers, and no package that only names one",
  async (t) => {
    const names = [
      "linux-image-cloud-amd64",
      "linux-image-6.12-cloud-amd64",
      ...["6.1.0-9", "6.1.0-56", "6.12.100+deb12", "6.12.99+deb12"].map(
        (one) => `linux-image-${one}-cloud-amd64`,
      ),
      "linux-image-6.12.117+deb12-rt-amd64",
      "linux-image-6.12.117+deb12-cloud-amd64-dbg",
      "linux-image-6.12.117+deb12-cloud-amd64-unsigned",
    ];
    const newest = (version: string | null) => newestOf(names, version, "cloud-amd64");
    t.equal(newest(null), "linux-image-6.12.100+deb12-cloud-amd64");
    t.equal(newest("6.12"), "linux-image-6.12.100+deb12-cloud-amd64");
    t.equal(newest("6.12.99+deb12"), "linux-image-6.12.99+deb12-cloud-amd64");
    t.equal(newest("6.1"), "linux-image-6.1.0-56-cloud-amd64", "6.1 is not the beginning of 6.12");
    t.equal(newest("6.1.0-9"), "linux-image-6.1.0-9-cloud-amd64");
    t.equal(newest("5"), undefined);
  },
);

t.test("what is not there is said", async (t) => {
  t.throws(() => kernelOf("/nowhere/vmlinuz"), {
    code: "KERNEL",
    exitCode: 2,
    message: /^There is no kernel \/nowhere/,
  });
  t.throws(() => kernelOf("0.1"), { code: "KERNEL_PACKAGE", exitCode: 3, message: /no kernel 0\.1/ });
});

t.test("a kernel's release is no path", async (t) => {
  const directory = temporaryDirectory(t);
  for (const release of ["../../etc", "..", "a/b", "x".repeat(300), ""]) {
    const image = Buffer.alloc(0x10000);
    image.write("HdrS", 0x202, "latin1");
    image.writeUInt16LE(0x100, 0x20e);
    image.write(`${release} (me@here)`, 0x300, "latin1");
    const file = join(directory, "bzImage");
    writeFileSync(file, image);
    t.throws(
      () => kernelOf(file),
      { code: "KERNEL", message: /is no kernel: it calls its release/ },
      release,
    );
  }
});
