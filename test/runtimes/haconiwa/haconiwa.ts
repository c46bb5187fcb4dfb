import t from "tap";
import { findProgram } from "../../../lib/host/programs.ts";
import { haconiwaFile } from "../../../lib/runtimes/haconiwa/file.ts";
import { haconiwaFamily } from "../../../lib/runtimes/haconiwa/haconiwa.ts";
import type { Stdio } from "../../../lib/strategies/strategy.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";
import { planned } from "../fixtures/planned.ts";

const toFiles: Stdio["sources"] = [
  { kind: "null" },
  { kind: "file", path: "/mnt/stdout.log" },
  { kind: "file", path: "/mnt/stderr.log" },
];
const toPipes: Stdio["sources"] = [
  { kind: "null" },
  { kind: "descriptor", fd: 7 },
  { kind: "descriptor", fd: 8 },
];

const files = { status: "/run/status", pid: "/run/pid" };

t.test(
  "a log file is opened by PID 1's own process, and the command stays until PID 1 has ended",
  async (t) => {
    t.equal(
      haconiwaFile(plainSpec, toFiles, files),
      `Haconiwa.define do |config|
  config.name = 'fd012-Ab12Cd-case-7'
  config.container_pid_file = '/run/pid'
  config.chroot_to '/rootfs'
  config.rootfs.readonly = false
  config.workdir = "/"
  config.init_command = ['/usr/bin/node', '/workloads/exit-natural.cjs']
  config.environ = { "FD012_LABEL" => '/tmp/fd012-Ab12Cd/case-7' }
  config.add_mount_point '/dev/null', to: '/rootfs/dev/null'
  config.add_mount_point '/tmp/fd012-Ab12Cd/case-7', to: '/rootfs/fd012', readonly: true
  config.add_mount_point '/tmp/fd012-Ab12Cd/case-7/events', to: '/rootfs/fd012/events'
  config.namespace.unshare "mount"
  config.namespace.unshare "pid"
  config.mount_independent "procfs"
  config.capabilities.allow :all
  config.acts_as_session_leader
  config.command.set_stdout(host_file: '/mnt/stdout.log')
  config.command.set_stderr(host_file: '/mnt/stderr.log')
  config.add_general_hook(:setup) { |barn| barn.daemonize! }
  config.add_general_hook(:teardown_container) do |container|
    status = container.exit_status
    File.open('/run/status', "w") do |file|
      file.puts(status.signaled? ? "killed by signal #{status.termsig}" : "exit #{status.exitstatus}")
    end
  end
end
`,
    );
  },
);

t.test("pipes are inherited in the foreground", async (t) => {
  const text = haconiwaFile(plainSpec, toPipes, files);
  t.notMatch(text, /daemonize|host_file/);
  t.match(text, /:teardown_container/);
});

t.test("nothing in a path is Ruby", async (t) => {
  const args = ["#{exit}", "it's", "a\\b"];
  const text = haconiwaFile(
    { ...plainSpec, args, mounts: [{ source: "/a'b", target: "/log" }] },
    toPipes,
    files,
  );
  t.match(text, "config.init_command = ['/usr/bin/node', '#{exit}', 'it\\'s', 'a\\\\b']");
  t.match(text, "config.add_mount_point '/a\\'b', to: '/rootfs/log'");
});

t.test("by hand it is the same file, and the command's own output is kept from the log", async (t) => {
  const runtime = haconiwaFamily.open({ name: "haconiwa", base: "haconiwa", variant: null, log: null });
  const script = planned(runtime).byHand(
    { ...plainSpec, control: "/top/control" },
    { log: { stdout: "/log/out", stderr: "/log/err" }, sources: toFiles, pidFile: "/top/pid" },
  ).start;
  t.match(script, /^mkdir -p \/top\/control\.haconiwa; printf %s '/);
  t.match(script, "1>>/top/control.haconiwa/output");
  t.match(script, "haconiwa run /top/control.haconiwa/container.haco");
});

t.test(
  "where it is missing, it says how to get it",
  { skip: findProgram("haconiwa") !== null },
  async (t) => {
    const runtime = haconiwaFamily.open({ name: "haconiwa", base: "haconiwa", variant: null, log: null });
    t.match(await runtime.detect(plainSpec.namespace), { found: false, remedy: /haconiwa\/releases/ });
  },
);

// There is no package of Haconiwa for Debian: this runs where somebody has put one.
t.test(
  "PID 1 has the log itself, dies of it, and the command says 0: only the claim about that fails",
  needs("root", "fuse", "tracefs", "haconiwa"),
  async (t) => {
    const words = ["stale-log/exit-after/*", "stale-log/supervisor-reports", "wiring/strategy-honoured"];
    const cells = await cellsOf(t, "haconiwa", ...words);
    t.same(Object.keys(failures(cells)), ["stale-log/supervisor-reports direct-file stalefs"]);
    t.match(
      cells.get("stale-log/exit-after/natural direct-file stalefs")?.outcome,
      /^(exit 127|signal SIG\w+) · reported exit 0 · stale-abort · lost 0$/,
    );
    t.equal(cells.get("stale-log/exit-after/natural shim-pipe stalefs")?.outcome, "exit 0 · lost 0");
  },
);
