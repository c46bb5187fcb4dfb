import t from "tap";
import { directFile } from "../../lib/strategies/direct-file.ts";
import type { StrategyTools } from "../../lib/strategies/strategy.ts";
import { requiredOf } from "./fixtures/required.ts";

const log = { stdout: "/log/stdout.log", stderr: "/log/stderr.log" };

t.test("fds 1 and 2 are the log itself, opened for appending", async (t) => {
  const stdio = await directFile.open(log, {} as StrategyTools);
  t.same(stdio.sources, [
    { kind: "null" },
    { kind: "file", path: log.stdout },
    { kind: "file", path: log.stderr },
  ]);
  t.match(requiredOf(stdio), [
    { kind: "null" },
    { kind: "file", target: log.stdout, access: "write", append: true },
    { kind: "file", target: log.stderr, access: "write", append: true },
  ]);
  await stdio.drained();
  await stdio.close();
  await stdio.close();
});

t.test("by hand nothing stands around the command", async (t) => {
  t.equal(directFile.script("command", log), "command");
  t.match(directFile.sources(log), [{ kind: "null" }, { path: log.stdout }, { path: log.stderr }]);
});
