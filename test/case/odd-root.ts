import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { caseRoot } from "../../lib/case/odd-root.ts";
import { Teardown } from "../../lib/host/teardown.ts";
import type { OddRootName } from "../../lib/images/odd-roots.ts";
import { assembleRootfs } from "../../lib/images/rootfs.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { oneCase } from "./fixtures/one-case.ts";

const plain = oneCase(async () => {});

function asking(rootfs: OddRootName, image: string) {
  return { ...plain, image: { ...plain.image, rootfs: image }, test: { ...plain.test, rootfs } };
}

t.test("a case that wants none has the image's own root", async (t) => {
  const { image, mounts, changed } = caseRoot(plain, { directory: "/none" }, new Teardown(), "case-1");
  t.equal(image, plain.image);
  t.same([mounts, changed()], [[], []]);
});

t.test("an odd root is the case's own, looked at afterwards, and removed", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  const base = temporaryDirectory(t);
  assembleRootfs(base, new Map(), "none");
  const teardown = new Teardown();
  const one = asking("dev-is-a-link", join(base, "rootfs"));
  const { image, changed } = caseRoot(one, { directory }, teardown, "case-1");
  t.equal(image.rootfs, join(directory, "case-1.root"));
  t.same(changed(), []);
  writeFileSync(join(image.rootfs, "dev/null"), "a runtime makes it"); // By the link.
  t.same(changed(), ["1 new entry"]);
  t.same(await teardown.run(), []);
  t.same(readdirSync(directory), []);
  t.ok(existsSync(join(base, "rootfs")));
});

t.test("one that cannot be made is the suite's own fault", needs("root"), async (t) => {
  const directory = temporaryDirectory(t);
  mkdirSync(join(directory, "case-1.root"));
  const make = () => caseRoot(asking("no-dev", "/none"), { directory }, new Teardown(), "case-1");
  t.throws(make, { code: "ODD_ROOT" });
});
