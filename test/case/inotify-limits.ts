import "../fixtures/plain-children.ts";
import t from "tap";
import { runCase } from "../../lib/case/run-case.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { failingWatch } from "../host/fixtures/failing-watch.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";
import { stageOf } from "./fixtures/stage.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
});

for (const [spec, watches, ...wants] of [
  ["unshare", 1],
  ["crun", 2, "crun"],
  ["bwrap", 2, "bwrap"],
  ["podman+crun", 2, "podman", "crun"],
] as const) {
  t.test(
    `where inotify has no room, a case is an error and no runtime's failure: ${spec}`,
    needs("root", ...wants),
    async (t) => {
      const stage = await stageOf(t);
      const runtime = runtimeOf(spec);
      await runtime.detect(stage.namespace);
      for (let after = 0; after < watches; after++)
        await t.test(`${after} can be watched`, async (t) => {
          failingWatch(t, "ENOSPC", { after });
          const one = oneCase(async (_, { start }) => void (await start()), {
            ...{ runtime, image: localNodeImage() },
            places: ["pid1"],
          });
          t.match(await runCase(one, stage, `case-${after}`), {
            ...{ verdict: "error", harms: [], outcome: null },
            reason: /could not be watched, since this user has used up fs\.inotify\.max_user_watches/,
          });
        });
    },
  );
}
