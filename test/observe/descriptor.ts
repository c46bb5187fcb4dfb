import t from "tap";
import { flagsOf, kindByLink, openDescriptor } from "../../lib/observe/descriptor.ts";

t.test("what the link tells by itself, and what must be asked", async (t) => {
  for (const [target, kind] of [
    ["pipe:[7]", "pipe"],
    ["socket:[7]", "socket"],
    ["anon_inode:[eventpoll]", "anonymous"],
    ["/dev/null", "null"],
    ["/dev/pts/0", "pty"],
    ["/dev/zero", null],
    ["/log", null],
    ["/log/pipe:", null],
    ["", null],
  ] as const)
    t.equal(kindByLink(target), kind, target);
});

t.test("how it was opened, by the flags that fdinfo has", async (t) => {
  const none = { append: false, nonblock: false };
  t.same(flagsOf("0100000"), { access: "read", ...none });
  t.same(flagsOf("0100001"), { access: "write", ...none });
  t.same(flagsOf("0102001"), { access: "write", append: true, nonblock: false });
  t.same(flagsOf("0104002"), { access: "read-write", append: false, nonblock: true });
  t.same(flagsOf("0100003"), { access: null, ...none }, "no way to open that this knows");
  t.same(flagsOf("010000000"), { access: "path", ...none });
});

t.test("what is closed is nothing", async (t) => {
  t.equal(openDescriptor(process.pid, 1_000_000), null);
  t.equal(openDescriptor(2 ** 22 + 1, 0), null);
});
