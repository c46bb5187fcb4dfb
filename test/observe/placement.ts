import { spawn } from "node:child_process";
import { once } from "node:events";
import { readlinkSync } from "node:fs";
import t, { type Test } from "tap";
import { placementInside, placementOf } from "../../lib/observe/placement.ts";
import { needs } from "../requirement.ts";

/** A process that has said a word, and the pid that it has on the host. */
async function started(t: Test, words: string[]): Promise<number> {
  const [program, ...rest] = words;
  const child = spawn(program as string, rest, { stdio: ["pipe", "pipe", "inherit"] });
  t.teardown(() => child.kill("SIGKILL"));
  const [said] = await once(child.stdout, "data");
  return Number(String(said).trim() || child.pid);
}

t.test("a plain child is in the suite's own PID namespace", async (t) => {
  const pid = await started(t, ["sh", "-c", "echo; read -r _"]);
  const namespace = readlinkSync("/proc/self/ns/pid");
  t.match(placementOf(pid), { seenBy: "host", pidInside: pid, namespace, isSuites: true });
});

// /proc is still the host's, so that self names the host's pid.
const TELL = 'readlink /proc/self >/dev/null; cut -d " " -f 4 /proc/self/stat';

/** As somebody who may not read what is root's. */
function asNobody<T>(look: () => T): T {
  process.seteuid?.(65_534);
  try {
    return look();
  } finally {
    process.seteuid?.(0);
  }
}

t.test("who may not read the link goes by the number of pids", needs("root"), async (t) => {
  const plain = await started(t, ["sh", "-c", "echo; read -r _"]);
  const words = ["unshare", "--pid", "--fork", "--kill-child", "sh", "-c", `${TELL}; read -r _`];
  const inside = await started(t, words);
  t.match(
    asNobody(() => placementOf(plain)),
    { namespace: null, isSuites: true },
  );
  t.match(
    asNobody(() => placementOf(inside)),
    { namespace: null, isSuites: false },
  );
});

t.test("PID 1 of a new one, and its child", needs("root"), async (t) => {
  const unshare = ["unshare", "--pid", "--fork", "--kill-child", "sh", "-c"];
  const first = await started(t, [...unshare, `${TELL}; read -r _`]);
  const one = placementOf(first);
  t.match(one, { pidInside: 1, isSuites: false, descendsFromInit: true });
  t.not(one?.namespace, readlinkSync("/proc/self/ns/pid"));
  const child = await started(t, [...unshare, `sh -c '${TELL}; read -r _'; :`]);
  const two = placementOf(child);
  t.match(two, { isSuites: false, descendsFromInit: true });
  t.ok((two?.pidInside ?? 0) > 1);
});

t.test("one that was put into a namespace does not descend from its PID 1", needs("root"), async (t) => {
  const first = await started(t, [
    "unshare",
    "--pid",
    "--fork",
    "--kill-child",
    "sh",
    "-c",
    `${TELL}; read -r _`,
  ]);
  const stray = await started(t, [
    "nsenter",
    "--target",
    String(first),
    "--pid",
    "sh",
    "-c",
    `${TELL}; read -r _`,
  ]);
  t.match(placementOf(stray), { isSuites: false, descendsFromInit: false });
});

t.test("who is not there is nowhere", async (t) => {
  t.equal(placementOf(2 ** 22 + 1), null);
});

t.test("the workload's own word", async (t) => {
  t.same(placementInside(1), {
    ...{ seenBy: "workload", pidInside: 1, namespace: null, isSuites: null, descendsFromInit: null },
  });
  for (const word of [undefined, "1", 1.5, null, {}]) t.equal(placementInside(word), null);
});
