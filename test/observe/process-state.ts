import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import t from "tap";
import { processState } from "../../lib/observe/process-state.ts";

t.test("umask, limits and directory of a process, as the host sees them", async (t) => {
  const child = spawn("sh", ["-c", "umask 031; ulimit -S -n 77; echo; exec cat"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  t.match(processState(child.pid as number), { umask: "0031", openFiles: { soft: 77 }, outside: null });
  child.stdin.end();
  await once(child, "exit");
  t.equal(processState(child.pid as number), null);
});

t.test(
  "a directory on a mount of somebody else is outside",
  { skip: process.getuid?.() !== 0 && "wants root" },
  async (t) => {
    const words = [
      "--mount",
      "--propagation",
      "private",
      "sh",
      "-c",
      "mount -t tmpfs outside /mnt; cd /mnt; umount -l /mnt; echo; exec cat",
    ];
    const child = spawn("unshare", words, { stdio: ["pipe", "pipe", "ignore"] });
    await once(child.stdout, "data");
    t.type(processState(child.pid as number)?.outside, "string");
    child.stdin.end();
    await once(child, "exit");
  },
);
