import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import type { Filesystem } from "../lib/filesystems/filesystem.ts";
import { local } from "../lib/filesystems/local.ts";
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
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, traced: true });
  const { path } = await stage.volume(local, null);
  t.ok(existsSync(path));
  t.same(await ground.clear(), []);
  t.same(await ground.clear(), []);
  t.same(readdirSync(temporary), []);
});

t.test("a file system is mounted when the first case needs it, once for all", needs("root"), async (t) => {
  const ground = await openGround();
  t.teardown(() => ground.clear());
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, traced: true });
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
  const stage = await openStage(ground, { timeout: 1_000, interrupted: never, traced: true });
  const unmount = () => Promise.reject(new Error("busy"));
  const stuck: Filesystem = { ...local, mount: async () => ({ path: "/", serverPath: "/", unmount }) };
  await stage.volume(stuck, null);
  t.same(await ground.clear(), ["could not unmount local: busy"]);
  t.same(readdirSync(temporary), []);
});
