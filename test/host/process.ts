import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import t from "tap";
import { descendsFrom, identify, initialVariable, isAlive, signalProcess } from "../../lib/host/process.ts";
import { ProcessGroup } from "../../lib/host/process-group.ts";
import { SpawnError, startProcess } from "../../lib/host/start-process.ts";
import { eventually } from "../fixtures/eventually.ts";

const sleeping = async (t: { teardown(act: () => unknown): unknown }) => {
  const child = await startProcess(["sleep", "1000"], {
    stdio: "ignore",
    env: { PATH: process.env.PATH, A: "b=c" },
    detached: true,
  });
  t.teardown(() => child.kill("SIGKILL"));
  return { child, pid: child.pid as number };
};

t.test("a signal goes to who was identified and to nobody else", async (t) => {
  const { child, pid } = await sleeping(t);
  const identity = identify(pid);
  t.notOk(signalProcess({ pid, startTime: "1" }, "SIGKILL"), "another had this pid");
  t.notOk(signalProcess(null, "SIGKILL"));
  t.ok(identity && isAlive(identity));
  t.ok(signalProcess(identity, "SIGKILL"));
  t.same(await once(child, "exit"), [null, "SIGKILL"]);
  t.notOk(signalProcess(identity, "SIGKILL"), "it has gone");
  for (const none of [0, -1, 1.5, Number.NaN, 2 ** 22 + 1]) t.equal(identify(none), null);
});

t.test("parents and the environment of the start tell whose it is", async (t) => {
  const { pid } = await sleeping(t);
  t.ok(descendsFrom(pid, process.pid));
  t.notOk(descendsFrom(process.pid, pid));
  t.equal(initialVariable(pid, "A"), "b=c");
  t.equal(initialVariable(pid, "B"), null);
});

t.test("a group whose leader's pid is another's by now is not signalled", async (t) => {
  const { child, pid } = await sleeping(t);
  new ProcessGroup({ pid: 2 ** 22 + 1 } as typeof child, undefined).kill();
  const later = new ProcessGroup(child, undefined);
  const stranger = spawn("sleep", ["1000"], { stdio: "ignore", detached: true });
  t.teardown(() => stranger.kill("SIGKILL"));
  later.kill();
  await once(child, "exit");
  t.ok(identify(stranger.pid as number));
  t.equal(identify(pid), null);
  later.kill();
});

t.test("of a group whose leader has gone only members with its label tell that it is ours", async (t) => {
  const leader = await startProcess(["sh", "-c", "sleep 1000 & echo $!"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env.PATH, FD012_LABEL: "/its/label" },
    detached: true,
  });
  const [[said]] = await Promise.all([once(leader.stdout as Readable, "data"), once(leader, "exit")]);
  const member = identify(Number(said));
  t.teardown(() => signalProcess(member, "SIGKILL"));
  for (const stranger of ["/another", undefined]) new ProcessGroup(leader, stranger).kill();
  t.ok(member && isAlive(member), "a stranger's group lives");
  new ProcessGroup(leader, "/its/label").kill();
  await eventually("the end of the member", () => member !== null && !isAlive(member));
});

t.test("a program that cannot be started is an error, however that is told", async (t) => {
  const error = await startProcess(["/no/such/program"], { stdio: "pipe" }).catch((error) => error);
  t.ok(error instanceof SpawnError);
  t.match(error, {
    code: "SPAWN",
    reason: "ENOENT",
    message: "/no/such/program could not be started: there is no such program (ENOENT).",
  });
  await t.rejects(startProcess(["true", "x".repeat(3_000_000)], {}), { code: "SPAWN", reason: "E2BIG" });
});
