import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { textOfFile } from "../../lib/results/text-file.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a file's text is read up to so many bytes, and no part of a longer one", async (t) => {
  const path = join(temporaryDirectory(t), "a");
  writeFileSync(path, "12é");
  t.equal(textOfFile(path, 4), "12é");
  t.throws(() => textOfFile(path, 3), { message: /^it has 4 bytes, and may have 3$/ });
});

t.test("what is no file, or is not there, is an error", async (t) => {
  t.throws(() => textOfFile("/tmp", 9), { message: /^it is no file$/ });
  t.throws(() => textOfFile("/none", 9), { code: "ENOENT" });
});
