import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { foregroundScript } from "../../lib/runtimes/foreground-command.ts";
import type { Place } from "../../lib/runtimes/runtime.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { plainSpec } from "./fixtures/plain-spec.ts";

const nothing = [{ kind: "null" }, { kind: "null" }, { kind: "null" }] as const;

/** The script of a runtime that is no more than a shell, and what came of it. */
async function ended(t: Test, runtime: string, place: Place) {
  const control = temporaryDirectory(t);
  const pidFile = join(control, "pid");
  const spec = { ...plainSpec, place, control };
  const words = ["sh", "-c", runtime, "sh", control];
  const shell = spawn("sh", ["-c", foregroundScript({ words }, spec, { sources: nothing, pidFile })], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  t.teardown(() => shell.exitCode === null && process.kill(-(shell.pid as number), "SIGKILL"));
  let stderr = "";
  shell.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = await within(once(shell, "close"), 20_000, "the end of the script");
  return { code, stderr, pid: existsSync(pidFile) ? readFileSync(pidFile, "utf8").trim() : null };
}

for (const place of ["pid1", "under-init"] as const)
  t.test(`a runtime that refuses ends it, with its status: ${place}`, async (t) => {
    t.same(await ended(t, "exit 3", place), { code: 3, stderr: "", pid: null });
  });

t.test("the workload is the last of the line of first children", async (t) => {
  // It ends once the script has found it.
  const workload =
    'echo "$$" >"$1/itself"; echo "\\"ready\\"" >"$1/events"; until [ -s "$1/pid" ]; do :; done; cat "$1/itself"';
  const runtime = `sh -c '${workload}' sh "$1" >"$1/said" & wait $!; [ "$(cat "$1/pid")" = "$(cat "$1/said")" ]`;
  const { code, pid } = await ended(t, runtime, "under-init");
  t.match(pid, /^\d+$/);
  t.equal(code, 0, "it is the one that the script has found");
});
