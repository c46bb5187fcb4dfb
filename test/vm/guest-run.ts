import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { RunEvent } from "../../lib/results/schema.ts";
import { runGuest } from "../../lib/vm/guest-run.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const never = new AbortController().signal;
const machine = { kernel: "k", initramfs: "i", accelerator: "tcg", memory: 64 } as const;

/** A QEMU that only does what its guest would be seen to do: this is about what is made of that. */
function guest(t: Test, script: string): string {
  const directory = temporaryDirectory(t);
  for (const name of ["qemu-system-x86_64", "qemu-system-aarch64"]) {
    const find = `for word; do case $word in file:*) console=\${word#file:};; esac; done; : >"$console"`;
    writeFileSync(join(directory, name), `#!/bin/sh\n${find}\n${script}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  const path = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = path;
  });
  process.env.PATH = `${directory}:${path}`;
  return directory;
}

t.test("events come as they are told, and the exit status and stderr with them", async (t) => {
  const event = { type: "case-start", id: "a" };
  const directory = guest(t, `echo '${JSON.stringify(event)}'; echo '! beware'; echo '= 1'`);
  const events: RunEvent[] = [];
  const end = await runGuest(machine, directory, { silence: 20_000, interrupted: never }, (one) =>
    events.push(one),
  );
  t.same(end, { kind: "told", code: 1, said: "beware\n" });
  t.same(events, [event]);
});

t.test("a guest that goes off before its run ended is lost, and what it printed is kept", async (t) => {
  const directory = guest(
    t,
    `echo "Kernel panic - not syncing: oh" >>"$console"; echo '{"type":"cas'; exit 0`,
  );
  const end = await runGuest(machine, directory, { silence: 20_000, interrupted: never }, () =>
    t.fail("a line that was cut is no event"),
  );
  t.same(end, {
    kind: "lost",
    why: "The virtual machine's kernel panicked: oh.",
    console: ["Kernel panic - not syncing: oh"],
  });
});

for (const line of ["1", "null", '{"type":"no-such"}'])
  t.test(`a guest that says ${line}, which is no event, is lost`, async (t) => {
    const event = '{"type":"case-start","id":"a"}';
    const directory = guest(t, `echo '${line}'; echo '${event}'; echo '= 0'; exec cat`);
    const end = await runGuest(machine, directory, { silence: 20_000, interrupted: never }, () =>
      t.fail("nothing that it says later is taken"),
    );
    t.match(end, { kind: "lost", why: `no event of a run, and was turned off: ${line}` });
  });

t.test("one that cannot be turned on is lost, with one sentence", async (t) => {
  const directory = guest(t, "exit 0");
  process.env.PATH = directory; // There is no setpriv.
  const end = await runGuest(machine, directory, { silence: 20_000, interrupted: never }, () => {});
  t.same(end, {
    kind: "lost",
    why: "The virtual machine could not be turned on: setpriv could not be started: there is no such program (ENOENT).",
    console: [],
  });
});

t.test("where descriptors have run out that is told, too", async (t) => {
  const directory = guest(t, "exit 0");
  const taken: number[] = [];
  const limit = spawnSync("prlimit", ["--pid", String(process.pid), "--nofile=200:"]);
  t.equal(limit.status, 0);
  t.teardown(() => {
    for (const fd of taken) closeSync(fd);
    spawnSync("prlimit", ["--pid", String(process.pid), "--nofile=1024:"]);
  });
  const all = () => {
    for (;;) taken.push(openSync("/dev/null", "r"));
  };
  t.throws(all, { code: "EMFILE" });
  const end = await runGuest(machine, directory, { silence: 20_000, interrupted: never }, () => {});
  t.match(end, {
    kind: "lost",
    why: "setpriv could not be started: this process has no descriptor left (EMFILE).",
  });
});

t.test("a silent guest is turned off", async (t) => {
  const directory = guest(t, "exec cat");
  const end = await runGuest(machine, directory, { silence: 100, interrupted: never }, () => {});
  t.match(end, { kind: "lost", why: /was silent for 0\.1 s/ });
});

t.test("an interruption turns it off, and is no loss", async (t) => {
  const directory = guest(t, "exec cat");
  const interruption = new AbortController();
  const run = runGuest(machine, directory, { silence: 20_000, interrupted: interruption.signal }, () => {});
  interruption.abort();
  t.same(await run, { kind: "interrupted" });
});
