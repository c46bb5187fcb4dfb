import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { thisOwner } from "../../lib/host/owner.ts";
import { ownerOf } from "../../lib/host/run-directory.ts";
import { packageRoot } from "../../lib/package-root.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { deadOwner, labelled, mountTmpfs } from "../host/fixtures/dead-run.ts";
import { needs } from "../requirement.ts";

const words = [
  `--import=${import.meta.resolve("../fixtures/typescript.js")}`,
  "test/fixtures/clean-after-killed.ts",
];

t.test("what a killed test left goes, and a living one keeps its own", needs("root"), async (t) => {
  process.env.TMPDIR = temporaryDirectory(t);
  const [living, killed] = [temporaryDirectory(t), temporaryDirectory(t)];
  t.same(ownerOf(dirname(living)), thisOwner());
  writeFileSync(join(dirname(killed), "owner.json"), JSON.stringify(deadOwner));
  for (const one of [living, killed]) mountTmpfs(t, join(one, "root"));
  const [kept, gone] = [living, killed].map((one) => labelled(t, join(one, "containerd-1/daemon")));

  const { stderr } = spawnSync(process.execPath, words, { cwd: packageRoot, encoding: "utf8" });
  const told = [`process ${gone?.pid} (sh)`, `mount ${killed}/root`, `directory ${dirname(killed)}`];
  t.equal(stderr, told.map((one) => `removed ${one}, which a killed test had left\n`).join(""));
  t.same(await within(gone?.ended as Promise<unknown>, 5_000, "the end of the process"), [null, "SIGKILL"]);
  t.notOk(existsSync(dirname(killed)));
  t.ok(existsSync(join(living, "root")));
  t.ok(kept && existsSync(`/proc/${kept.pid}`));
});
