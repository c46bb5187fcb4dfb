import "../../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import t from "tap";
import { containerName } from "../../../lib/runtimes/names.ts";
import { cleanContainers } from "../../../lib/runtimes/podman/clean.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { launched } from "../fixtures/launched.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

t.test(
  "containers of dead runs are removed, those of others are left",
  needs("root", "podman", "crun"),
  async (t) => {
    const [dead, alive] = [await launched(t, "wait", "shim-pipe"), await launched(t, "wait", "direct-file")];
    const { removed, problems } = await cleanContainers((label) => label === dead.spec.label);
    t.same(removed, [`podman container ${containerName(dead.spec)}`]);
    t.same(problems, []);
    const names = execFileSync("podman", ["ps", "--format", "{{.Names}}"], { encoding: "utf8" });
    t.match(names, containerName(alive.spec));
    t.notMatch(names, containerName(dead.spec));
    t.same(await dead.running.leftovers?.(), []);
  },
);
