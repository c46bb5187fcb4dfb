import t from "tap";
import { findTarget } from "../../lib/inspect/target.ts";
import { needs } from "../requirement.ts";

t.test("a pid is itself, if it is there", async (t) => {
  t.same(await findTarget(String(process.pid)), { pid: process.pid, log: null });
  await t.rejects(findTarget("4194305"), {
    code: "NO_PROCESS",
    exitCode: 2,
    message: /^There is no process 4194305/,
  });
});

t.test("what names nothing is told with what would", async (t) => {
  for (const target of ["web", "lxc:web", "docker:", "-1"])
    await t.rejects(findTarget(target), { code: "TARGET", exitCode: 2, message: /docker:NAME/ }, target);
});

for (const engine of ["docker", "podman", "containerd"] as const)
  t.test(`a container that ${engine} does not have`, needs("root", engine), async (t) => {
    await t.rejects(findTarget(`${engine}:no-such-container`), { code: "NO_CONTAINER", exitCode: 2 });
  });
