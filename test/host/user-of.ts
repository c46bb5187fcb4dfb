import { spawn } from "node:child_process";
import { once } from "node:events";
import t from "tap";
import { userOf } from "../../lib/host/user-of.ts";
import { needs } from "../requirement.ts";

t.test("the user and the group of a process are those by which the kernel judges it", async (t) => {
  t.same(userOf(process.pid), { uid: process.geteuid?.(), gid: process.getegid?.() });
  t.equal(userOf(2 ** 22 + 1), null, "nobody has that pid");
});

t.test("of another user", needs("root"), async (t) => {
  const child = spawn("sleep", ["60"], { uid: 1000, gid: 1001, stdio: "ignore" });
  t.teardown(() => child.kill("SIGKILL"));
  await once(child, "spawn");
  t.same(userOf(child.pid as number), { uid: 1000, gid: 1001 });
});
