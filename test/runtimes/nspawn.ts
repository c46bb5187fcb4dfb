import "../fixtures/plain-children.ts";
import { existsSync, readdirSync } from "node:fs";
import t from "tap";
import { nspawnFamily } from "../../lib/runtimes/nspawn.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { cellsOf, failures } from "./fixtures/cells.ts";
import { failingStart } from "./fixtures/failing-start.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "nspawn");

t.test("its PID 1 holds the log itself, and its exit status is reported", needed, async (t) => {
  const before = traces();
  const cells = await cellsOf(t, "nspawn", "stale-log/exit-after/natural", "wiring", "exit-status/code/*");
  t.same(failures(cells), {});
  const natural = (strategy: string) => cells.get(`stale-log/exit-after/natural ${strategy} stalefs`);
  t.match(
    natural("direct-file")?.outcome,
    /^(exit 127|signal SIG\w+)( · reported exit 1)? · stale-abort · lost 0$/,
  );
  t.equal(natural("shim-pipe")?.outcome, "exit 0 · lost 0");
  t.same(traces(), before, "nspawn's own directories and groups are as they were");
});

t.test(
  "a death by a signal is misreported, and that fails claims about the status alone",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "nspawn", "exit-status/signal/SIGKILL-pid1", "pid1-abort");
    const failed = Object.keys(failures(cells)).sort();
    const signal = "exit-status/signal/SIGKILL-pid1";
    t.same(failed, [`${signal} direct-file local`, `${signal} shim-pipe local`]);
    // Its own message stands among the bytes of PID 1.
    t.match(
      cells.get(failed[0] ?? "")?.outcome,
      /^signal SIGKILL · reported exit 1 · lost 0( · foreign \d+)?$/,
    );
    const underInit = cells.get("pid1-abort/not-pid1/under-init direct-file local");
    t.equal(underInit?.outcome, "signal SIGABRT · reported exit 255 · lost 0");
  },
);

t.test("a start that fails ends the case at once, with what nspawn said", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, nspawnFamily);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /nspawn ended before PID 1 said .* it said: [\s\S]*\/no\/such\/program/);
});

/** What nspawn would leave on a machine by itself. */
function traces(): string[] {
  const groups = ["unified", "systemd", "."].flatMap((name) =>
    ["payload", "supervisor"].map((one) => `/sys/fs/cgroup/${name}/${one}`),
  );
  const own = "/run/systemd/nspawn";
  return [...groups.filter((path) => existsSync(path)), ...(existsSync(own) ? readdirSync(own) : [])];
}
