// What every runtime of the table must do for a case, by the same lines. What is a runtime's own stands in its own tests.
import "../fixtures/plain-children.ts";
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { findProgram } from "../../lib/host/programs.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { families } from "../../lib/runtimes/table.ts";
import { eventually } from "../fixtures/eventually.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs, type Requirement } from "../requirement.ts";
import { byHand } from "./fixtures/by-hand.ts";
import { Contender } from "./fixtures/contender.ts";
import { plainSpec } from "./fixtures/plain-spec.ts";

t.before(() => {
  process.env.TMPDIR = temporaryDirectory(t);
  process.env.XDG_CACHE_HOME = temporaryDirectory(t);
});

const SECONDS = 30_000;
const named = families.flatMap(({ names }) => names);
/** By what --runtime says, what it needs besides root; unshare needs nothing. */
const contenders = [...named, "runc+detached", "podman+crun"].map((spec) => ({
  spec,
  options: needs(
    "root",
    ...(spec.split("+").filter((word) => word !== "unshare" && word !== "detached") as Requirement[]),
  ),
}));

for (const { spec, options } of contenders)
  t.test(spec, options, async (t) => {
    const contender = () => Contender.of(t, spec);

    t.test("it starts a container whose workload waits, and tells its end, and leaves nothing", async (t) => {
      const one = await contender();
      const running = await one.launch();
      t.ok(running.hostPid > 0);
      t.match(await one.ready(), { pid: Number }, "the workload says that it waits");
      one.control.main.go();
      t.not((await within(running.exited, SECONDS, "the end")).kind, "hang");
      t.same((await running.leftovers?.()) ?? [], []);
      await running.kill();
      t.same(await one.remains(), []);
    });

    t.test("what is killed ends, tells so, and may be killed again", async (t) => {
      const one = await contender();
      const running = await one.launch();
      await one.ready();
      await running.kill();
      t.notSame(await within(running.exited, 1_000, "the end"), { kind: "exit", code: 7 });
      await running.kill();
      t.same(await one.remains(), []);
    });

    t.test("a launch that is aborted leaves nothing, whenever that is", async (t) => {
      const before = await contender();
      await t.rejects(before.launch(AbortSignal.abort()), { code: "LAUNCH_ABORTED" });
      t.same(await before.remains(), []);
      for (const moment of ["at once", "at its first process"] as const)
        await t.test(moment, async (t) => {
          const one = await contender();
          const user = new AbortController();
          let isOver = false;
          const launching = one
            .launch(user.signal)
            .then(
              async (running) => void (await running.kill()), // It came too late.
              (error) => error,
            )
            .finally(() => {
              isOver = true;
            });
          if (moment === "at its first process")
            await eventually("a first process", () => isOver || one.processes().length > 0, SECONDS);
          user.abort();
          const error = await within(launching, SECONDS, "the end of the launch");
          if (moment === "at once" || error !== undefined) t.match(error, { code: "LAUNCH_ABORTED" });
          t.notMatch(error?.message, "left behind");
          t.same(await one.remains(), []);
        });
    });

    t.test("two at once have nothing to do with each other", async (t) => {
      const [one, other] = [await contender(), await contender()];
      const [first, second] = await Promise.all([one.launch(), other.launch()]);
      await Promise.all([one.ready(), other.ready()]);
      t.not(first.hostPid, second.hostPid);
      await first.kill();
      t.same(await one.remains(), []);
      t.not(other.processes().length, 0, "the other goes on");
      other.control.main.go();
      await within(second.exited, SECONDS, "the end of the other");
      await second.kill();
      t.same(await other.remains(), []);
    });

    const byOthers = spec === "cri" ? unless("crictl") : {};
    t.test("by hand the same ends with the status that it reports, and can be ended", byOthers, async (t) => {
      const one = await contender();
      const running = await one.launch();
      await one.ready();
      one.control.main.go();
      const reported = await within(running.exited, SECONDS, "the end");
      await running.kill();
      const again = await contender();
      const script = byHand(t, again);
      await again.ready();
      await eventually("the pid of the workload", () => /^[1-9]\d*\n?$/.test(script.pid()), SECONDS);
      again.control.main.go();
      const { status, said } = await within(script.ended, SECONDS, "the end of the script");
      t.same({ kind: "exit", code: status }, reported, said);
      script.end();
      t.same(await again.remains(), []);
    });

    t.test("nothing is wrong with the script, says shellcheck", unless("shellcheck"), async (t) => {
      const { start, end = ":" } = (await contender()).byHand("/tmp/pid");
      // What stands in single quotes is for a shell or perl within.
      const words = ["--shell=sh", "--exclude=SC1003,SC2016", "-"];
      for (const input of [start, end]) {
        const { stdout, status } = spawnSync("shellcheck", words, { input, encoding: "utf8" });
        t.equal(status, 0, stdout.slice(0, 500));
      }
    });
  });

t.test("a binary that is none is found to be so, in one sentence with a remedy", async (t) => {
  const text = join(temporaryDirectory(t), "text");
  writeFileSync(text, "no program\n");
  chmodSync(text, 0o644);
  for (const path of ["/no/such/program", text])
    for (const spec of [path, `bwrap+${path}`, `podman+${path}`, `containerd+${path}`])
      t.match(
        await runtimeOf(spec).detect(plainSpec.namespace),
        { found: false, reason: /^\S[^\n]*[^.\s]$/, remedy: /^\S[^\n]*$/ },
        spec,
      );
});

function unless(program: string): { skip: string | false } {
  return { skip: findProgram(program) === null && `there is no ${program} on this machine` };
}
