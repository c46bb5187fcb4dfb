import { once } from "node:events";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { startHelper } from "../../lib/host/helper-process.ts";
import { isAlive, startTime } from "../../lib/host/run-directory.ts";
import { eventually } from "../fixtures/eventually.ts";
import { impatiently } from "../fixtures/impatiently.ts";

t.test("a helper serves from when it is ready until it is closed", async (t) => {
  const helper = await startHelper("echo", [], 'echo ready >&2; read -r line; echo "$1 $line"; read -r _', [
    "got",
  ]);
  const owner = { pid: helper.pid, startTime: startTime(helper.pid) as string };
  helper.stdin.write("this\n");
  t.equal(String((await once(helper.stdout, "data"))[0]), "got this\n");
  t.ok(isAlive(owner));
  await helper.close();
  t.notOk(isAlive(owner));
  await helper.close();
});

t.test("its name in the list of processes says what it is", async (t) => {
  const helper = await startHelper("test helper", [], 'echo ready >&2; echo "$0"; read -r _');
  t.teardown(() => helper.close());
  t.equal(String((await once(helper.stdout, "data"))[0]), "fd012-test-helper\n");
});

t.test("what it says before it fails is the reason", async (t) => {
  const failing = startHelper("echo", [], "echo no such thing >&2; exit 3");
  await t.rejects(failing, { code: "HELPER", exitCode: 3, message: "The echo cannot run: no such thing." });
});

t.test("a program that is not there is a reason too", async (t) => {
  await t.rejects(startHelper("echo", ["/nonexistent"], ":"), { code: "HELPER", message: /ENOENT/ });
});

t.test("a terminal's Ctrl-C does not reach it", async (t) => {
  const helper = await startHelper("group", [], "echo ready >&2; cut -d ' ' -f 5 /proc/self/stat; read -r _");
  t.teardown(() => helper.close());
  t.equal(Number((await once(helper.stdout, "data"))[0]), helper.pid, "it leads a process group of its own");
});

t.test("one that does not leave is killed after the deadline, with all that it has started", async (t) => {
  const helper = await startHelper("stubborn helper", [], "sleep 1000 & echo $!; echo ready >&2; wait");
  const child = Number((await once(helper.stdout, "data"))[0]);
  const owner = { pid: child, startTime: startTime(child) as string };
  const ended = once(helper.stdout, "close");
  const closing = impatiently(() => helper.close());
  await t.rejects(closing, { code: "DEADLINE", message: /the end of the stubborn helper/ });
  await within(ended, 5_000, "the end of all that holds its pipes");
  await eventually("the end of its child", () => !isAlive(owner));
});
