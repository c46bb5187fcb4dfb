import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { endLabelled, stayingLabelled } from "../../lib/host/labelled.ts";
import { isAlive } from "../../lib/host/process.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { aroundCall } from "./fixtures/around-call.ts";
import { labelled } from "./fixtures/dead-run.ts";

const is = (label: string) => (one: string) => one === label;

t.test("whoever has exactly that label is ended, and nobody else", async (t) => {
  const label = join(temporaryDirectory(t), "case-1");
  const [one, another, longer] = [labelled(t, label), labelled(t, label), labelled(t, `${label}0`)];
  const told: unknown[] = [];
  t.same(await endLabelled(is(label), ({ pid }, name) => told.push([pid, name])), []);
  t.same(told.sort(), [one, another].map(({ pid }) => [pid, "sh"]).sort(), "each is told once");
  t.notOk(isAlive(one.owner) || isAlive(another.owner));
  t.ok(isAlive(longer.owner));
});

t.test("who is forked after a look at /proc is ended by the next", async (t) => {
  const label = join(temporaryDirectory(t), "case-1");
  const forked = forkedAfterLooks(t, 3, label);
  t.same(await endLabelled(is(label)), []);
  t.equal(forked.length, 3);
  for (const { owner } of forked) t.notOk(isAlive(owner));
});

/** After each of the first looks at /proc, one more process with that label. */
function forkedAfterLooks(t: Test, looks: number, label: string): ReturnType<typeof labelled>[] {
  const forked: ReturnType<typeof labelled>[] = [];
  aroundCall(t, "readdirSync", {
    after: (path) => {
      if (path === "/proc" && forked.length < looks) forked.push(labelled(t, label));
    },
  });
  return forked;
}

t.test("who does not end by itself is named, and lives on", async (t) => {
  const label = join(temporaryDirectory(t), "case-1");
  const { pid, owner } = labelled(t, label);
  t.same(await stayingLabelled(label, "end of PID 1 after its runtime"), [`process ${pid} (sh)`]);
  t.ok(isAlive(owner));
});

t.test("who ends by itself a moment later is not", async (t) => {
  const label = join(temporaryDirectory(t), "case-1");
  const child = spawn("sh", ["-c", "read -r _"], {
    stdio: ["pipe", "ignore", "ignore"],
    env: { FD012_LABEL: label },
  });
  t.teardown(() => child.kill("SIGKILL"));
  const staying = stayingLabelled(label, "end of a killed runtime");
  child.stdin.end();
  await within(once(child, "exit"), 5_000, "the end of the shell");
  t.same(await staying, []);
});
