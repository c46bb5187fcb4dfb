import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { openKernelTrace } from "../lib/evidence/kernel-trace.ts";
import type { Filesystem } from "../lib/filesystems/filesystem.ts";
import { local } from "../lib/filesystems/local.ts";
import { instanceName } from "../lib/host/trace-instances.ts";
import { openGround, openStage } from "../lib/stage.ts";
import { temporaryDirectory } from "./fixtures/temporary-directory.ts";
import { needs } from "./requirement.ts";

const temporary = temporaryDirectory(t);
t.before(() => {
  process.env.TMPDIR = temporary;
});

const never = new AbortController().signal;

t.test("a stage leaves nothing when its ground is cleared, twice even", needs("root"), async (t) => {
  const ground = await openGround();
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, trace: "wanted" });
  const { path } = await stage.volume(local, null);
  t.ok(existsSync(path));
  t.same(await ground.clear(), []);
  t.same(await ground.clear(), []);
  t.same(readdirSync(temporary), []);
});

t.test("a file system is mounted when the first case needs it, once for all", needs("root"), async (t) => {
  const ground = await openGround();
  t.teardown(() => ground.clear());
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, trace: "wanted" });
  let times = 0;
  const counted: Filesystem = {
    ...local,
    mount(place) {
      times++;
      return local.mount(place);
    },
  };
  t.notOk(existsSync(join(stage.directory, "local")));
  const [one, other] = await Promise.all([stage.volume(counted, null), stage.volume(counted, null)]);
  t.equal(one, other);
  t.equal(times, 1);
});

t.test("a mount that cannot be undone is told, and the rest is cleared", needs("root"), async (t) => {
  const ground = await openGround();
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, trace: "wanted" });
  const unmount = () => Promise.reject(new Error("busy"));
  const stuck: Filesystem = { ...local, mount: async () => ({ path: "/", serverPath: "/", unmount }) };
  await stage.volume(stuck, null);
  t.same(await ground.clear(), ["could not unmount local: busy"]);
  t.same(readdirSync(temporary), []);
});

t.test(
  "a trace that cannot be opened is told, and fails where it is required",
  needs("root", "tracefs"),
  async (t) => {
    const ground = await openGround();
    const other = await openKernelTrace(instanceName(basename(ground.directory)), process.pid); // Its name is taken.
    t.teardown(() => other.close());
    const conditions = { timeout: 1_000, interrupted: never };
    t.match(await openStage(ground, { ...conditions, trace: "wanted" }), {
      trace: null,
      traceMissing: /File exists/,
    });
    await t.rejects(openStage(ground, { ...conditions, trace: "required" }), {
      code: "HELPER",
      message: /File exists/,
    });
    t.same(await ground.clear(), []);
    t.same(readdirSync(temporary), []);
  },
);
