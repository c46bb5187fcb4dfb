import "../fixtures/plain-children.ts";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { ControlDirectory } from "../../lib/control/control-directory.ts";
import type { Image } from "../../lib/images/image.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { besides, countOwnDescriptors, foreign } from "../../lib/observe/own-descriptors.ts";
import { plainImage } from "../case/fixtures/one-case.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { descriptor } from "../judge/fixtures/observation.ts";

const epoll = descriptor(3, { kind: "anonymous", target: "anon_inode:[eventpoll]", identity: null });
const pipe = (inode: number) =>
  descriptor(4, { kind: "pipe", target: `pipe:[${inode}]`, identity: `pipe:[${inode}]` });

/** One of each kind that runtimes have leaked, or could. */
const leaks = [
  epoll,
  descriptor(3, { kind: "anonymous", target: "anon_inode:[eventfd]", identity: null }),
  pipe(1),
  descriptor(3, { kind: "socket", target: "socket:[1]" }),
  descriptor(3, { kind: "file", target: "/run/runtime/lock" }),
  descriptor(3, { kind: "directory", target: "/sys/fs/cgroup", access: "path" }),
  descriptor(3, { kind: "null", target: "/dev/null" }),
  descriptor(3, { kind: "pty", target: "/dev/pts/3" }),
  descriptor(3, { kind: "fifo", target: "/run/exec.fifo" }),
];

t.test("a leaked descriptor of any kind is found where the program has none of its own", async (t) => {
  for (const leak of leaks) t.same(foreign([leak], new Map()), [leak], leak.target);
});

t.test("a leak is found among the program's own of the same class, of which some are allowed", async (t) => {
  const own = new Map([
    ["pipe", 2],
    ["anon_inode:[eventpoll]", 1],
  ]);
  t.same(foreign([epoll, pipe(1), pipe(2)], own), []);
  t.equal(foreign([epoll, epoll, pipe(1), pipe(2)], own).length, 1);
  t.same(foreign([pipe(1), pipe(2), pipe(3)], own), [pipe(3)]);
  t.same(own.get("pipe"), 2, "the count is not used up");
});

t.test("the file by which the workload talks to the suite is not the runtime's", async (t) => {
  const control = new ControlDirectory(join(temporaryDirectory(t), "control"));
  t.teardown(() => control.close());
  t.same(besides(control, [descriptor(5, { identity: control.identity }), epoll]), [epoll]);
});

t.test(
  "an image whose program cannot be started, or ends by itself, is an error with the reason",
  async (t) => {
    const image = { ...plainImage, rootfs: temporaryDirectory(t) };
    const counted = (image: Image) =>
      countOwnDescriptors(image, "wait", join(temporaryDirectory(t), "control"));
    await t.rejects(counted(image), { message: /^node:plain could not be run to count .* ENOENT/ });
    const ending = { ...plainImage, entrypoint: ["/bin/true"] };
    await t.rejects(counted(ending), { message: /: it ended with 0$/ });
  },
);

t.test("node's own are counted by running the image's node where no runtime is", async (t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
  const image = localNodeImage();
  const own = await countOwnDescriptors(image, "exit-natural", join(temporaryDirectory(t), "control"));
  t.ok((own.get("anon_inode:[eventpoll]") ?? 0) > 0, "libuv polls by epoll");
  t.same(
    [...own.keys()].filter((name) => name.includes(image.rootfs)),
    [],
    "the program's file is not open",
  );
});

t.test("an image's program is run by the image's own loader, of 64 bits where it has two", async (t) => {
  const rootfs = temporaryDirectory(t);
  for (const name of ["lib/x86_64-linux-gnu", "lib/modules", "usr/lib/aarch64-linux-gnu"])
    mkdirSync(join(rootfs, name), { recursive: true });
  for (const [name, text] of [
    ["ld-linux-x86-64.so.2", 'echo "$*" >"$0.said"; exit 3'],
    ["ld-linux.so.2", "exit 4"],
  ] as const)
    writeFileSync(join(rootfs, "lib", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const image = { ...plainImage, rootfs, entrypoint: ["/bin/program"] };
  const counted = countOwnDescriptors(image, "wait", join(temporaryDirectory(t), "control"));
  await t.rejects(counted, { message: /: it ended with 3$/ });
  const said = readFileSync(join(rootfs, "lib/ld-linux-x86-64.so.2.said"), "utf8");
  const [option, path = "", program] = said.split(" ");
  t.same([option, program], ["--library-path", join(rootfs, "bin/program")]);
  t.same(
    path.split(":").filter((one) => statSync(one).isDirectory()),
    ["lib", "lib/x86_64-linux-gnu", "usr/lib", "usr/lib/aarch64-linux-gnu"].map((name) => join(rootfs, name)),
  );
});
