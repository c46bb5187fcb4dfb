import { chmodSync, closeSync, constants, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { changes, hostSide } from "../../lib/observe/host-side.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what a caller finds of a file that it has given", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, "abcdef");
  chmodSync(path, 0o640);
  const { O_RDWR, O_APPEND, O_NONBLOCK } = constants;
  const fd = openSync(path, O_RDWR | O_APPEND | O_NONBLOCK);
  const before = hostSide(fd, 1);
  t.match(before, { fd: 1, mode: "0640", append: true, nonblock: true, position: 0 });
  t.match(before.owner, new RegExp(`^${process.getuid?.()}:`));
  readSync(fd, Buffer.alloc(4));
  chmodSync(path, 0o600);
  const after = hostSide(fd, 1);
  closeSync(fd);
  t.same(changes([before], [after], ["owner", "append"]), []);
  t.same(changes([before], [after], ["mode", "position"]), [
    "the mode of fd 1 is 0600, it was 0640",
    "the position of fd 1 is 4, it was 0",
  ]);
});

t.test("a flag is set or cleared; what is not seen any more has not changed", async (t) => {
  const was = { fd: 2, owner: "0:0", mode: "0644", append: true, nonblock: false, position: 0 };
  t.same(changes([was], [{ ...was, append: false, nonblock: true }], ["append", "nonblock"]), [
    "O_APPEND of fd 2 is cleared, it was set",
    "O_NONBLOCK of fd 2 is set, it was not",
  ]);
  t.same(changes([was], [], ["append"]), []);
});
