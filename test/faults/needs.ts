import t from "tap";
import {
  answerErrno,
  daemonKilled,
  daemonRestarted,
  fill,
  fillAWhile,
  quota,
  readerGone,
  readerStopped,
  readOnly,
  stallServer,
  stopServer,
  terminalHungUp,
} from "../../lib/faults/table.ts";
import type { FaultOperation, Faults } from "../../lib/filesystems/filesystem.ts";
import type { Daemon } from "../../lib/runtimes/daemon.ts";
import { inflictOn } from "./fixtures/inflict-on.ts";
import { openLog } from "./fixtures/open-log.ts";

t.test("a fault that the cell cannot make fails: what was not done is not observed", async (t) => {
  for (const fault of [
    fill,
    fillAWhile,
    stopServer,
    stallServer,
    answerErrno("EIO", "write"),
    readerGone,
    readerStopped,
    readOnly,
    quota,
    terminalHungUp,
    daemonKilled,
    daemonRestarted,
  ]) {
    await t.rejects(inflictOn(openLog(t), fault), Error, fault.name);
    t.equal(fault.needs.length, 1, `${fault.name} says what it needs`);
  }
});

t.test("a server that was stopped is started again, once", async (t) => {
  const done: string[] = [];
  const server = { stop: async () => void done.push("stop"), start: async () => void done.push("start") };
  const undo = await inflictOn(openLog(t, { server }), stopServer);
  await undo();
  await undo();
  t.same(done, ["stop", "start"]);
});

t.test("a daemon is killed, and started again where that is the fault", async (t) => {
  const done: string[] = [];
  const daemon = { kill: async () => void done.push("kill"), restart: async () => void done.push("restart") };
  await inflictOn(openLog(t), daemonKilled, undefined, daemon as Daemon);
  await inflictOn(openLog(t), daemonRestarted, undefined, daemon as Daemon);
  t.same(done, ["kill", "kill", "restart"]);
});

t.test("both files are named to the file system as it knows them, and let go again", async (t) => {
  const done: unknown[] = [];
  const faults: Faults = {
    answer: async (path, operations: readonly FaultOperation[], errno) =>
      void done.push([path, [...operations], errno]),
    stall: async (path) => void done.push(["stall", path]),
    clear: async (path) => void done.push(["clear", path]),
  };
  const undo = await inflictOn(openLog(t, { faults }), answerErrno("EDQUOT", "write", "fsync"));
  await undo();
  await inflictOn(openLog(t, { faults }), stallServer);
  t.same(done, [
    ["case/stdout.log", ["write", "fsync"], "EDQUOT"],
    ["case/stderr.log", ["write", "fsync"], "EDQUOT"],
    ["clear", "case/stderr.log"],
    ["clear", "case/stdout.log"],
    ["stall", "case/stdout.log"],
    ["stall", "case/stderr.log"],
  ]);
});

t.test(
  "a reader that was stopped goes on where the fault is undone; one that is gone stays so",
  async (t) => {
    const done: string[] = [];
    const reader = {
      pid: 1,
      end: async () => void done.push("end"),
      stop: () => void done.push("stop"),
      goOn: () => void done.push("go on"),
      failure: () => null,
    };
    await (await inflictOn(openLog(t), readerStopped, reader))();
    await (await inflictOn(openLog(t), readerGone, reader))();
    t.same(done, ["stop", "go on", "end"]);
  },
);
