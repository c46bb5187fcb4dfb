import "../../fixtures/plain-children.ts";
import t from "tap";
import { lxcConfig } from "../../../lib/runtimes/lxc/config.ts";
import { lxcFamily } from "../../../lib/runtimes/lxc/lxc.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { failingStart } from "../fixtures/failing-start.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const needed = needs("root", "fuse", "tracefs", "lxc");

t.test(
  "lxc-start reports 0 where PID 1 died: that fails one claim on the log, and no other",
  needed,
  async (t) => {
    const cells = await cellsOf(t, "lxc", "stale-log", "wiring", "pid1-abort");
    const broken = failures(cells);
    t.same(Object.keys(broken), ["stale-log/supervisor-reports direct-file stalefs"]);
    t.match(Object.values(broken), [/^the runtime reported exit 0; PID 1 ended by /]);
    const natural = cells.get("stale-log/exit-after/natural direct-file stalefs");
    t.match(natural?.outcome, /^(exit 127|signal SIG\w+) · reported exit 0 · stale-abort · lost 0$/);
  },
);

t.test("under lxc-execute's init deaths by signals are reported", needed, async (t) => {
  const signals = ["SIGTERM", "SIGSEGV", "SIGABRT", "SIGPIPE", "SIGKILL"];
  const cells = await cellsOf(t, "lxc", ...signals.map((name) => `exit-status/signal/${name}`));
  t.same(failures(cells), {});
});

t.test("a start that fails ends the case at once, with what LXC said", needed, async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, lxcFamily);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /lxc ended before PID 1 said .* it said: [\s\S]*\/no\/such\/program/);
});

t.test("the configuration names the case's own paths and groups, and keeps spaces", async (t) => {
  const lines = lxcConfig({ ...plainSpec, mounts: [{ source: "/a b", target: "/log" }] }, "/run/log").split(
    "\n",
  );
  t.ok(lines.includes("lxc.rootfs.path = dir:/rootfs"));
  t.ok(lines.includes(`lxc.mount.entry = ${plainSpec.control} fd012 none bind,ro 0 0`));
  t.ok(lines.includes("lxc.mount.entry = /a\\040b log none bind 0 0"));
  t.ok(lines.includes("lxc.cgroup.dir.monitor.pivot = fd012-Ab12Cd-case-7/pivot"));
});
