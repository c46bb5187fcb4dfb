import type { Container, Declare } from "../../lib/suite.ts";
import { common } from "./words.ts";

/** What is executed gets descriptors of its own. */
export function given(test: Declare): void {
  test(
    "own-stdio",
    {
      ...common,
      claim: "What is executed has fds 0, 1 and 2 of its own, and none that PID 1 has",
      cites: [
        "gvisor#11350: what was executed wrote to the container's own stdout",
        "runc-exec(8), docker exec: a new process with the standard streams of who called it",
      ],
      byHand: ["execute it", "compare stat -L /proc/PID/fd/0, 1 and 2 of both processes by device and inode"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      for (const fd of [0, 1, 2]) {
        const name = `its fd ${fd} is no object that PID 1 has on fds 0–2`;
        const own = executed.streams?.[fd];
        if (!own || !pid1.streams) t.ok(true, name, { skip: "fds 0–2 of both cannot be seen from the host" });
        else t.notOk(pid1.streams.find((one) => isSame(one, own))?.target, name);
      }
      await executed.end();
      await pid1.end();
    },
  );

  test(
    "no-extra-fds",
    {
      ...common,
      claim: "Nothing above fd 2 is open when what is executed starts",
      cites: [
        "CVE-2024-21626: runc leaked a descriptor of the host's /sys/fs/cgroup, to what it executed too",
        "OCI runtime-spec, runtime-linux.md, File descriptors: others MUST NOT be passed",
      ],
      byHand: ["execute it", "ls -l /proc/PID/fd"],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const executed = await pid1.exec();
      const foreign = await executed.foreignDescriptors();
      await executed.end();
      await pid1.end();
      const name = "no descriptor but the program's own";
      if (!foreign) return void t.ok(true, name, { skip: "its descriptors cannot be seen from the host" });
      const words = foreign.map(({ fd, target }) => `${fd} → ${target}`).join(", ");
      if (foreign.length > 0) harm("leaked", foreign.length, `within reach of what was executed: ${words}`);
      t.ok(foreign.length === 0, name, { observed: words });
    },
  );
}

type Descriptor = NonNullable<Container["streams"]>[number];

/** /dev/null is everybody's. */
function isSame(one: Descriptor, other: Descriptor): boolean {
  return other.identity !== null && other.kind !== "null" && one.identity === other.identity;
}
