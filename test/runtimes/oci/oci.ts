import "../../fixtures/plain-children.ts";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { runCase } from "../../../lib/case/run-case.ts";
import { groupNames } from "../../../lib/host/cgroups.ts";
import { localNodeImage } from "../../../lib/images/node-image.ts";
import { ociFamily } from "../../../lib/runtimes/oci/oci.ts";
import { runtimeOf } from "../../../lib/runtimes/spec.ts";
import { fifo } from "../../../lib/strategies/fifo.ts";
import { pty } from "../../../lib/strategies/pty.ts";
import { socket } from "../../../lib/strategies/socket.ts";
import type { Strategy } from "../../../lib/strategies/strategy.ts";
import { endsBy } from "../../../lib/suite.ts";
import { oneCase } from "../../case/fixtures/one-case.ts";
import { stageOf } from "../../case/fixtures/stage.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";
import { failingStart } from "../fixtures/failing-start.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";
import { planned } from "../fixtures/planned.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const machine = ["root", "fuse", "tracefs"] as const;
const staleAbort = /^(exit 127|signal SIG\w+) · stale-abort · lost 0$/;

t.test("crun passes the file itself, runc's foreground relays; both are seen", async (t) => {
  t.test("crun", needs(...machine, "crun"), async (t) => {
    const cells = await cellsOf(t, "crun", "stale-log/exit-after/natural", "stale-log/keep-writing");
    t.same(failures(cells), {});
    t.match(cells.get("stale-log/exit-after/natural direct-file stalefs")?.outcome, staleAbort);
    t.match(cells.get("stale-log/exit-after/natural redirect stalefs")?.outcome, staleAbort);
    t.equal(cells.get("stale-log/exit-after/natural shim-pipe stalefs")?.outcome, "exit 0 · lost 0");
  });
  t.test("runc", needs(...machine, "runc"), async (t) => {
    const cells = await cellsOf(t, "runc", "stale-log/exit-after/natural", "stale-log/keep-writing");
    t.same(failures(cells), {});
    const relayed = "exit 0 · relayed · lost 0";
    t.equal(cells.get("stale-log/exit-after/natural direct-file stalefs")?.outcome, relayed);
    t.equal(cells.get("stale-log/exit-after/natural shim-pipe stalefs")?.outcome, relayed);
    t.match(cells.get("stale-log/exit-after/natural redirect stalefs")?.outcome, staleAbort);
    const writing = cells.get("stale-log/keep-writing direct-file stalefs");
    t.equal(writing?.outcome, "exit 0 · relayed · lost some");
  });
});

/** What some releases of these runtimes are known to do otherwise: golang/go#60641, systemd#17070, runc#5474, runc#4195. */
const KNOWN = /^wiring\/(closed-|nonblock-|preserve-fds-fewer\/|caller-limit )/;

for (const name of ["runc", "crun"] as const) {
  t.test(`${name} detached passes the file, and a supervisor learns the end`, async (t) => {
    t.test(name, needs(...machine, "perl", name), async (t) => {
      const claims = ["stale-log/exit-after/natural", "exit-status", "pid1-abort"];
      const cells = await cellsOf(t, `${name}+detached`, ...claims);
      t.same(failures(cells), {});
      const natural = cells.get("stale-log/exit-after/natural direct-file stalefs");
      t.match(natural?.outcome, staleAbort);
      t.match(natural?.observation?.fate.reported, { kind: "unknown", byDesign: true });
      const killed = cells.get("exit-status/signal/SIGKILL-pid1 direct-file local");
      t.same(killed?.observation?.fate.actual, { kind: "signal", signal: "SIGKILL" });
      t.match(killed, { verdict: "skip", reason: /a process of the suite's own waits for PID 1/ });
      t.equal(
        cells.get("pid1-abort/not-pid1/host-pid-namespace direct-file local")?.outcome,
        "signal SIGABRT · lost 0",
      );
    });
  });

  t.test(`${name} can be wired in every way, and what it leaks with closed fds is told`, async (t) => {
    t.test(name, needs(...machine, "perl", name), async (t) => {
      const cells = await cellsOf(t, name, "wiring");
      const failed = Object.keys(failures(cells));
      t.same(
        failed.filter((cell) => !KNOWN.test(cell)),
        [],
      );
      for (const strategy of ["direct-file", "shim-pipe", "redirect", "fifo", "socket", "pty", "null"])
        t.match(cells.get(`wiring/strategy-honoured ${strategy} local`), { verdict: "held" }, strategy);
      t.match(cells.get("wiring/strategy-honoured null local")?.outcome, / · no log$/);
      t.match(cells.get("wiring/stdin-data/65536 direct-file local"), { verdict: "held" });
    });
  });
}

t.test(
  "gVisor's PID 1 is opaque: what cannot be seen is not claimed",
  needs(...machine, "runsc"),
  async (t) => {
    const cells = await cellsOf(
      t,
      "runsc",
      "stale-log/exit-after/natural",
      "wiring/no-extra-fds",
      "exit-status/code/7",
    );
    t.same(failures(cells), {});
    const { observation } = cells.get("exit-status/code/7 direct-file local") ?? {};
    t.match(observation, {
      wiring: { seenBy: "workload" },
      placement: { seenBy: "workload", pidInside: 1 },
      fate: { actual: { kind: "unknown", reason: /gVisor/ }, reported: { kind: "exit", code: 7 } },
    });
    const [leak] = cells.get("wiring/no-extra-fds direct-file local")?.assertions ?? [];
    t.match(leak, { name: /^no descriptor/, ok: true, skip: null }, "what it has open, it tells itself");
  },
);

t.test("gVisor detached is asked for its end", needs(...machine, "perl", "runsc"), async (t) => {
  const cells = await cellsOf(t, "runsc+detached", "exit-status/code/7", "exit-status/signal/SIGKILL-pid1");
  t.same(failures(cells), {});
  t.equal(cells.get("exit-status/code/7 direct-file local")?.outcome, "exit 7 · lost 0");
});

t.test("a start that fails ends the case with the runtime's own words", needs("root", "runc"), async (t) => {
  const { verdict, reason, outcome } = await failingStart(t, ociFamily);
  t.match({ verdict, outcome }, { verdict: "broken", outcome: "start-failed" });
  t.match(reason, /ended before PID 1 began: exit 1; it said: .*\/no\/such\/program/s);
});

t.test(
  "nothing of a killed container is left, nor shared with the machine's",
  needs("root", "runc"),
  async (t) => {
    const stage = await stageOf(t);
    let state: string[] = [];
    const one = oneCase(
      async (t, { start }) => {
        const pid1 = await start();
        state = readdirSync(join(stage.directory, "case.oci/state"));
        await pid1.signal("SIGKILL");
        endsBy(t, await pid1.ended(), { kind: "signal", signal: "SIGKILL" });
      },
      { runtime: runtimeOf("runc"), image: localNodeImage() },
    );
    const result = await runCase(one, stage, "case");
    t.match(result, { verdict: "held", outcome: "signal SIGKILL · relayed · lost 0" });
    t.equal(state.length, 1, "its state stood in the run's own directory");
    t.notOk(existsSync(join(stage.directory, "case.oci")));
    t.same(
      groupNames("fd012-").filter((name) => name.includes(stage.directory.slice(-6))),
      [],
    );
  },
);

// As one that waits for whoever still holds a pipe of the container's.
const goesOn = `#!/bin/sh
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
crun "$@"
exec sleep 1000
`;

t.test(
  "a runtime that goes on when its PID 1 has ended fails, with PID 1's own end told beside",
  needs("root", "tracefs", "crun"),
  async (t) => {
    const wrapper = join(temporaryDirectory(t), "wrapper");
    writeFileSync(wrapper, goesOn, { mode: 0o755 });
    const claim = ["exit-status/code/7", "--strategy", "direct-file", "--timeout", "2"];
    const cells = await cellsOf(t, `crun=${wrapper}`, ...claim);
    const one = cells.get("exit-status/code/7 direct-file local");
    t.match(one, { verdict: "broken", outcome: "exit 7 · reported hang · lost 0" });
    t.match(one?.observation?.fate.reported, { where: "PID 1 has ended, and who waits for it goes on" });
    t.match(one?.reason, /required: PID 1 ends, and the runtime after it/);
  },
);

// Keeps PID 1's output back until its end.
const slow = `#!/bin/bash
case " $* " in *" run "*) ;; *) exec crun "$@" ;; esac
exec 4> >(perl -e 'local $/; my $all = <STDIN>; print $all')
reader=$!
crun "$@" >&4 4>&-
code=$?
exec 4>&-
wait $reader
exit $code
`;

t.test(
  "output that had not reached the log by the fault is late, and the wait for it makes no hang",
  needs(...machine, "crun", "perl"),
  async (t) => {
    const wrapper = join(temporaryDirectory(t), "wrapper");
    writeFileSync(wrapper, slow, { mode: 0o755 });
    // A deadline that is shorter than that wait.
    const claim = ["stale-log/exit-after/natural", "--strategy", "shim-pipe", "--timeout", "3"];
    const cells = await cellsOf(t, `crun=${wrapper}`, ...claim, "--filesystem", "stalefs");
    const one = cells.get("stale-log/exit-after/natural shim-pipe stalefs");
    t.match(one?.outcome, /^exit 0 · lost (\d+) · late \1$/);
  },
);

t.test("a mode that there is not is refused", async (t) => {
  t.throws(() => runtimeOf("runc+attached"), { code: "RUNTIME_SPEC" });
});

t.test("by hand: a bundle in a here-document, and the runtime's command", async (t) => {
  const log = { stdout: "/top/mount/stdout.log", stderr: "/top/mount/stderr.log" };
  const spec = { ...plainSpec, control: "/top/control" };
  const byHand = (runtime: string, strategy: Strategy) =>
    planned(runtimeOf(runtime), { strategy }).byHand(spec, {
      ...{ log, sources: strategy.sources(log), pidFile: "/top/pid" },
    }).start;
  for (const [name, runtime] of Object.entries({ runc: "runc", detached: "runc+detached" })) {
    for (const strategy of [fifo, socket, pty]) {
      const script = byHand(runtime, strategy);
      t.match(script, /cat >\/top\/control\.oci\/bundle\/config\.json <<CONFIG/, name);
      execFileSync("sh", ["-n", "-c", strategy.script(script, log)]);
    }
    const config = /<<CONFIG\n(.*)\nCONFIG/s.exec(byHand(runtime, pty))?.[1];
    t.match(JSON.parse(config as string), { process: { terminal: true } });
  }
});
