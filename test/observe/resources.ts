import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import t from "tap";
import { identify, type ProcessIdentity } from "../../lib/host/process.ts";
import { grown, resourcesOf } from "../../lib/observe/resources.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test(
  "descriptors, FIFOs and children of a process are counted, and nothing of one that has gone",
  async (t) => {
    const fifo = join(temporaryDirectory(t), "fifo");
    execFileSync("mkfifo", [fifo]);
    const shell = spawn(
      "sh",
      ["-c", 'echo first; read -r _; exec 7<>"$0"; cat 7<&- <"$0" & echo second; read -r _', fifo],
      {
        stdio: "pipe",
      },
    );
    t.teardown(() => shell.kill("SIGKILL"));
    await once(shell.stdout, "data");
    const process = identify(shell.pid as number) as ProcessIdentity;
    const first = resourcesOf(process);
    shell.stdin.write("\n");
    await once(shell.stdout, "data");
    const second = resourcesOf(process);
    if (!first || !second) throw new Error("the shell has gone");
    t.match(first, { whose: `sh ${process.pid}`, held: { threads: 1, processes: 0, fifos: 0 } });
    t.match(second.held, { threads: 1, processes: 1, fifos: 1, descriptors: first.held.descriptors + 1 });
    t.same(grown([first], [second], 1), [
      `sh ${process.pid} has 1 descriptors more than before (${second.held.descriptors})`,
      `sh ${process.pid} has 1 processes more than before (1)`,
      `sh ${process.pid} has 1 fifos more than before (1)`,
    ]);
    t.same(grown([first], [second], 2), [], "less than the least");
    t.same(grown([], [second], 1), [], "somebody else");
    const gone = once(shell, "exit");
    shell.kill("SIGKILL");
    await gone;
    t.equal(resourcesOf(process), null);
  },
);
