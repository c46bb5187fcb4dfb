import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { MOST_BYTES, wholeFile } from "../../lib/log/whole-file.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("a file is read from its beginning, wherever its offset stands", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, "0123456789");
  const fd = openSync(path, "r");
  t.teardown(() => closeSync(fd));
  readSync(fd, Buffer.alloc(4));
  t.equal(wholeFile(fd).toString(), "0123456789");
});

t.test("one that has less than its size says is read as far as it goes", async (t) => {
  const fd = openSync("/sys/kernel/uevent_seqnum", "r"); // sysfs says of each of its files that it has a page.
  t.teardown(() => closeSync(fd));
  t.match(wholeFile(fd).toString(), /^\d+\n$/);
});

t.test("one that is too large is an error, and not a beginning that looks whole", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, "0123456789");
  const fd = openSync(path, "r");
  t.teardown(() => closeSync(fd));
  t.equal(wholeFile(fd, 10).length, 10);
  t.throws(() => wholeFile(fd, 9), { code: "LOG_TOO_LARGE", message: /has 10 bytes/ });
  t.ok(MOST_BYTES >= 2 ** 28, "many times what a claim writes");
});
