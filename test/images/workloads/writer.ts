import "../../fixtures/plain-children.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { ControlDirectory } from "../../../lib/control/control-directory.ts";
import { packageRoot } from "../../../lib/package-root.ts";
import { eventually } from "../../fixtures/eventually.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

/** A workload as a child of the test, whose stdout is what is given and whose stderr is nowhere. */
async function running(
  t: Test,
  workload: string,
  words: string[],
  stdout: number | "pipe",
  stdin: "pipe" | "ignore" = "ignore",
) {
  const control = new ControlDirectory(join(temporaryDirectory(t), "control"));
  t.teardown(() => control.close());
  const program = join(packageRoot, "images/node/workloads", `${workload}.cjs`);
  const child = spawn(process.execPath, [program, ...words], {
    stdio: [stdin, stdout, "ignore"],
    env: { FD012_CONTROL: control.path },
  });
  t.teardown(() => child.kill("SIGKILL"));
  return { child, control };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

t.test("a workload that is killed midway has told what write(2) took", async (t) => {
  for (const least of [1, 5, 9]) {
    const log = openSync(join(temporaryDirectory(t), "log"), "a+");
    t.teardown(() => closeSync(log));
    const { child, control } = await running(t, "write-bytes", [String(2 ** 30)], log);
    await control.main.wait("waiting", 10_000);
    control.main.go();
    const stdout = () => control.main.last("wrote")?.streams.stdout ?? { acked: 0, tried: 0 };
    await eventually("some writes", () => stdout().acked > least * 65_536);
    await kill(child);
    const { acked, tried } = stdout();
    const { size } = fstatSync(log);
    t.ok(acked > 0 && acked <= size && size <= tried, `${acked} ≤ ${size} ≤ ${tried}`);
    t.ok(tried - acked <= 65_536, "but for the call that it was killed in");
  }
});

t.test(
  "a workload that waits in a call has told what came before it, and what it is asking for",
  async (t) => {
    const { child, control } = await running(t, "write-bytes", [String(2 ** 24)], "pipe");
    await control.main.wait("waiting", 10_000);
    control.main.go();
    await eventually("a full pipe", () => (control.main.last("wrote")?.streams.stdout?.tried ?? 0) > 65_536);
    const { acked = 0, tried = 0 } = control.main.last("wrote")?.streams.stdout ?? {};
    t.ok(acked >= 65_536 && tried > acked && tried - acked <= 65_536, `${acked}, ${tried}`);
    await kill(child);
  },
);

t.test("one that ends has told all, even of nothing", async (t) => {
  for (const size of [0, 1, 65_537]) {
    const log = openSync(join(temporaryDirectory(t), "log"), "a+");
    t.teardown(() => closeSync(log));
    const { child, control } = await running(t, "write-bytes", [String(size)], log);
    control.main.go();
    await once(child, "exit");
    const took = size > 0 ? [[0, size]] : [];
    t.same(control.main.last("wrote")?.streams.stdout, { acked: size, tried: size, took, failed: {} });
    t.equal(control.tampered, null);
  }
});

t.test("what has come from stdin is told before its end", async (t) => {
  const { child, control } = await running(t, "read-stdin", [], "pipe", "pipe");
  child.stdin?.write("not what the suite writes");
  await control.main.wait("stdin", 10_000);
  t.match(control.main.last("stdin"), { bytes: 25, exact: false, errno: 0, ended: false });
  child.stdin?.end();
  await control.main.wait("waiting", 10_000);
  t.match(control.main.last("stdin"), { bytes: 25, exact: false, ended: true });
});
