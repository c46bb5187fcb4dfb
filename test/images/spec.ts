import { existsSync } from "node:fs";
import t from "tap";
import { imageOf } from "../../lib/images/spec.ts";
import { images } from "../../lib/images/table.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

t.test("a kind, a version and a libc are told apart", async (t) => {
  t.match(imageOf("node"), { name: "node", version: null, libc: null });
  t.match(imageOf("node:12.22.12"), { name: "node", version: "12.22.12", libc: null });
  t.match(imageOf("node:20@libc=2.41"), { version: "20", libc: "2.41" });
  t.match(imageOf("node@libc=2.31"), { version: null, libc: "2.31" });
});

t.test("what is no image is told with what is", async (t) => {
  t.throws(() => imageOf("nod:20"), { code: "UNKNOWN_NAME", exitCode: 2, message: /did you mean "node"/ });
  t.throws(() => imageOf("NODE=20"), { code: "IMAGE", exitCode: 2, message: /node:20@libc=2\.41/ });
});

t.test("every kind of the table can be opened by its name", needs("cc"), async (t) => {
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
  for (const { name } of images) {
    const image = imageOf(name);
    t.ok(existsSync(image.open(image).rootfs), name);
  }
});
