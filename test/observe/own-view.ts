import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { wiringInside } from "../../lib/observe/own-view.ts";
import { observeWiring } from "../../lib/observe/wiring.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what a workload tells of itself is what the host sees of it", async (t) => {
  const control = join(temporaryDirectory(t), "control");
  mkdirSync(control);
  const [log, leaked] = [openSync(join(control, "log"), "a"), openSync(control, "r")];
  t.teardown(() => [log, leaked].forEach((fd) => void closeSync(fd)));
  const workload = join(packageRoot, "images/node/workloads/wait.cjs");
  const child = spawn(process.execPath, [workload], {
    stdio: ["ignore", log, "pipe", leaked],
    env: { FD012_CONTROL: control },
  });
  t.teardown(() => child.kill("SIGKILL"));
  const events = () => readFileSync(join(control, "events"), "utf8").split("\n");
  writeFileSync(join(control, "events"), "", { flag: "a" });
  await eventually("what the workload says", () => events().length > 2);
  const inside = wiringInside(JSON.parse(events()[0] as string));
  const outside = observeWiring(child.pid as number);
  t.equal(inside?.seenBy, "workload");
  const told = ({ fd, kind, target, access, append, nonblock }: (typeof outside.streams)[number]) => ({
    ...{ fd, kind, target, access, append, nonblock },
  });
  t.same(inside?.streams.map(told), outside.streams.map(told));
  t.equal(inside?.streams[1]?.identity, outside.streams[1]?.identity);
  t.match(
    inside?.above.find(({ fd }) => fd === 3),
    { kind: "directory", target: control, access: "read" },
    "what leaked in is among what stands above",
  );
  const ready = inside?.above.map(({ fd }) => fd).sort((a, b) => a - b);
  const later = outside.above.map(({ fd }) => fd);
  t.ok(
    ready?.every((fd) => later.includes(fd)),
    "what was open only to be read is not among it",
  );
});

const file = {
  ...{ fd: 0, mode: 0o100644, rdev: 0, dev: "7", ino: "2" },
  ...{ target: "host:[2]", flags: "02002001", isTerminal: false },
};
const ready = (over: object, fd = 0) => ({
  streams: [0, 1, 2].map((one) => ({ ...file, fd: one, ...(one === fd && over) })),
  above: [],
});

t.test("the kind is told by the mode, the device by its number, a terminal by its own word", async (t) => {
  for (const [over, kind] of [
    [{}, "file"],
    [{ mode: 0o040755 }, "directory"],
    [{ mode: 0o010600 }, "pipe"],
    [{ mode: 0o010644, target: "/run/x.fifo" }, "fifo"],
    [{ mode: 0o140777 }, "socket"],
    [{ mode: 0o000600, target: "anon_inode:[eventpoll]" }, "anonymous"],
    [{ mode: 0o020666, rdev: 0x103 }, "null"],
    [{ mode: 0o020666 }, "device"],
    [{ mode: 0o020620, isTerminal: true }, "pty"],
    [{ mode: 0o060660 }, "device"],
  ] as const)
    t.match(wiringInside(ready(over))?.streams[0], { kind }, JSON.stringify(over));
  t.match(wiringInside({ ...ready({}), streams: [0, 1, 2].map((fd) => ({ fd, errno: 9 })) })?.streams, [
    { fd: 0, kind: "closed", target: "", access: null },
    { kind: "closed" },
    { kind: "closed" },
  ]);
  t.match(wiringInside(ready({}))?.streams[0], {
    access: "write",
    append: true,
    nonblock: false,
    identity: "7:2",
  });
  t.match(wiringInside(ready({ flags: null, target: null }))?.streams[0], {
    access: null,
    append: null,
    target: "",
  });
});

t.test("what does not have that form is no view", async (t) => {
  for (const said of [
    undefined,
    {},
    { event: "ready", pid: 1 },
    ready({ flags: "0x1" }),
    ready({ target: "x".repeat(5_000) }),
    ready({ mode: "file" }),
    { ...ready({}), above: null },
    { ...ready({}), above: "many" },
    { streams: ready({}).streams.slice(1), above: [] },
    { streams: [file, file, file], above: [] },
    { ...ready({}), above: Array(2_000).fill(file) },
  ])
    t.equal(wiringInside(said), null);
});
