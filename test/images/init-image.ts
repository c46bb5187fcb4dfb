import { chmodSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { initImage } from "../../lib/images/init-image.ts";
import { inits } from "../../lib/images/inits.ts";
import { imageOf } from "../../lib/images/spec.ts";
import { images } from "../../lib/images/table.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.before(() => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

t.test("an init of the table stands in front of the actor, whatever it is", needs("cc"), async (t) => {
  const directory = temporaryDirectory(t);
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  process.env.PATH = `${directory}:${path}`;
  for (const { name, programs, options } of inits) {
    // A static program and a script have no libraries to be copied.
    const program = join(directory, programs[0]);
    writeFileSync(
      program,
      readFileSync(join(imageOf("actor").open({ version: null, libc: null }).rootfs, "usr/bin/actor")),
    );
    chmodSync(program, 0o755);
    const image = initImage(name);
    t.match(image, { name: `init:${name}`, program: "init", isNode: false });
    t.same(image.entrypoint, [`/usr/bin/${name}`, ...options, "/usr/bin/actor"]);
    for (const file of image.entrypoint.filter((word) => word.startsWith("/")))
      t.ok(lstatSync(join(image.rootfs, file)).mode & 0o100, `${file} can be executed`);
  }
});

t.test("an init that fd012 does not know is refused, with those that it knows", async (t) => {
  const message = `There is no init:none; write ${inits.map(({ name }) => `init:${name}`).join(", ")}.`;
  t.throws(() => initImage("none"), { code: "IMAGE", message });
});

t.test("each is a default image of its program, and can be asked for", async (t) => {
  const [kind] = images.filter(({ program }) => program === "init");
  t.same(
    kind?.defaults,
    inits.map(({ name }) => `init:${name}`),
  );
  for (const { name } of inits) t.match(`${name}`, kind?.versions);
});
