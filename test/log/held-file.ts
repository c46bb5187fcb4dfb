import {
  appendFileSync,
  openSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import t from "tap";
import { HeldFile } from "../../lib/log/held-file.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what a writer has rotated is read oldest first, and what it has dropped is gone", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  const older = (n: number) => `${path}.${n}`;
  writeFileSync(path, "one");
  const held = new HeldFile({ stream: null, path, serverPath: path }, openSync(path, "r"));
  t.teardown(() => held.close());
  const texts = () => held.segments.map(({ fd }) => readFileSync(`/proc/self/fd/${fd}`, "utf8"));
  held.findRotated(older);
  t.same(texts(), ["one"]);
  renameSync(path, older(1));
  writeFileSync(path, "two");
  held.findRotated(older);
  t.same(texts(), ["one", "two"]);
  renameSync(older(1), older(2));
  renameSync(path, older(1));
  writeFileSync(path, "three");
  for (const _ of [1, 2]) held.findRotated(older);
  t.same(texts(), ["one", "two", "three"]);
  unlinkSync(older(2));
  appendFileSync(path, "!");
  held.findRotated(older);
  t.same(texts(), ["two", "three!"]);
  symlinkSync("/etc/passwd", older(2));
  t.throws(() => held.findRotated(older), { code: "ELOOP" });
});
