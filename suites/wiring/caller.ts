import type { Container, Declare, Tools } from "../../lib/suite.ts";
import { filesystems, unseen } from "./judging.ts";

const actor = { program: "actor", workload: "actor", strategies: ["direct-file"], filesystems } as const;

/** Nobody's on this machine, so that whoever changes it is seen to. */
const owned = { uid: 54_321, gid: 54_322, mode: 0o640 };

/** What the caller gave is as it was. */
export function callersOwn(test: Declare): void {
  test(
    "nonblock-caller",
    {
      claim:
        "O_NONBLOCK on the caller's descriptions of fds 1 and 2 is as it was, while PID 1 runs and after it",
      level: "MUST",
      cites: [
        "systemd#17070",
        "nodejs/node#14752",
        "open(2): file status flags belong to the open file description, which the caller shares",
      ],
      strategies: ["shim-pipe"],
      filesystems,
      workload: "exit-natural",
      caller: { nonblock: true },
      byHand: [
        "start the runtime with non-blocking pipes as fds 1 and 2",
        "grep flags /proc/SELF/fdinfo/N in the process that made them, while PID 1 runs and afterwards",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const meanwhile = nonblocking(pid1);
      t.same(meanwhile, [true, true], "O_NONBLOCK is still set while PID 1 runs");
      await pid1.proceed();
      const afterwards = nonblocking(pid1);
      t.same(afterwards, [true, true], "O_NONBLOCK is still set when it has ended");
      const cleared = [meanwhile, afterwards].flat().filter((isSet) => !isSet).length;
      if (cleared > 0) harm("host-changed", cleared, "the caller's own pipes lost O_NONBLOCK");
    },
  );

  test(
    "log-owner-unchanged",
    {
      ...actor,
      claim: "Owner and mode of the caller's log files are as they were",
      level: "SEE",
      cites: ["runc#3674", "lxc#4484"],
      caller: { holds: true, owned },
      acceptable:
        "A change is host-changed. A runtime gives the files to PID 1's user, so that it can open /dev/stdout again; whoever owned the log may then not read it any more.",
      byHand: [
        "chown 54321:54322 the logs, and chmod 0640 them",
        "start the runtime with >>log",
        "stat them while PID 1 runs and afterwards",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const meanwhile = pid1.caller.changes("owner", "mode");
      await pid1.end();
      const changed = [...new Set([...meanwhile, ...pid1.caller.changes("owner", "mode")])];
      t.pass("owner and mode of the logs were looked at");
      tellChanges(harm, changed);
    },
  );

  test(
    "append-flag",
    {
      ...actor,
      claim: "O_APPEND on the caller's descriptions of the log is as it was, and PID 1 has it too",
      level: "SEE",
      cites: ["open(2): O_APPEND", "conmon and dockerd open a log again without it"],
      caller: { holds: true },
      acceptable:
        "Without O_APPEND whoever else writes to the log, or truncates it, makes PID 1 write over it or leave a hole. Changed flags of the caller's are host-changed.",
      byHand: [
        "start the runtime with >>log",
        "grep flags /proc/PID/fdinfo/1, and of the shell that opened it",
      ],
    },
    async (t, { start, harm, fact }) => {
      const pid1 = await start();
      const streams = pid1.wiring?.streams.filter(({ fd, kind }) => fd > 0 && kind === "file");
      await pid1.end();
      t.pass("the flags of the logs were looked at");
      tellChanges(harm, pid1.caller.changes("append", "nonblock"));
      if (streams && streams.length > 0)
        fact("append", streams.every(({ append }) => append) ? "is kept" : "is lost");
    },
  );

  test(
    "passed-untouched",
    {
      ...actor,
      claim:
        "A runtime that passes its stdio on reads nothing of stdin, and leaves positions and flags as they are",
      level: "MUST",
      cites: [
        "runtime-tools, command-line-interface.md, create: the runtime MUST NOT read from, write to or close them",
      ],
      caller: { stdinFile: 4_096, holds: true },
      byHand: [
        "start the runtime with a file on stdin that PID 1 does not read",
        "grep pos /proc/SELF/fdinfo/0 afterwards",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const { kind } = pid1.streams?.[0] ?? {};
      await pid1.end();
      const name = "the caller's descriptions of fds 0–2 are as they were";
      if (!kind) return void t.ok(true, name, { skip: unseen });
      if (kind !== "file")
        return void t.ok(true, name, { skip: "the runtime relays stdin, and may read ahead of PID 1" });
      const changed = pid1.caller.changes("position", "append", "nonblock");
      tellChanges(harm, changed);
      t.ok(changed.length === 0, name, { observed: changed.join(", ") });
    },
  );

  test(
    "caller-device",
    {
      ...actor,
      claim: "Owner and mode of a device of the caller's on stdin are as they were",
      level: "MUST",
      cites: ["runc#3674: the owner of the host's /dev/null is not the container's to change", "lxc#4484"],
      needs: ["device-nodes"],
      caller: { device: true, owned },
      byHand: [
        "mknod null c 1 3; chown 54321:54322 null; chmod 0640 null",
        "start the runtime with <null",
        "stat null",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const meanwhile = pid1.caller.changes("owner", "mode");
      await pid1.end();
      const changed = [...new Set([...meanwhile, ...pid1.caller.changes("owner", "mode")])];
      tellChanges(harm, changed);
      t.ok(changed.length === 0, "the device is as it was", { observed: changed.join(", ") });
    },
  );

  test(
    "write-end-held",
    {
      ...actor,
      claim: "After a start in the background nobody but PID 1 holds the write ends of its pipes",
      level: "MUST",
      cites: ["runc#1721: whoever reads them never sees their end"],
      strategies: ["shim-pipe"],
      needs: ["background"],
      byHand: [
        "create and start with pipes as fds 1 and 2",
        "look for both in /proc/*/fd, once start has ended",
      ],
    },
    async (t, { start, harm }) => {
      const pid1 = await start();
      const holders = pid1.wiring?.streams.flatMap(({ holders = [] }) => holders ?? []) ?? [];
      await pid1.end();
      const name = "nobody else holds the write ends";
      if (!pid1.streams || holders.length === 0) return void t.ok(true, name, { skip: unseen });
      const others = holders.filter(({ of, access }) => of !== "container" && access !== "read");
      if (others.length > 0) harm("leaked", others.length, "others hold the write ends of PID 1's pipes");
      t.ok(others.length === 0, name, {
        observed: others.map(({ name, pid }) => `${name} (pid ${pid}) holds one`).join(", "),
      });
    },
  );
}

function nonblocking({ caller }: Container): boolean[] {
  return caller.look().map(({ nonblock }) => nonblock);
}

function tellChanges(harm: Tools["harm"], changed: readonly string[]): void {
  if (changed.length > 0) harm("host-changed", changed.length, changed.join(", "));
}
