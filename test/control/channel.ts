import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { ControlDirectory } from "../../lib/control/control-directory.ts";
import { wordsOf } from "../../lib/control/steps.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function control(t: Test) {
  const directory = new ControlDirectory(join(temporaryDirectory(t), "control"));
  t.teardown(() => directory.close());
  const say = (message: object) =>
    appendFileSync(join(directory.path, "events"), `${JSON.stringify(message)}\n`);
  return { directory, say };
}

const did = (step: number, more: object = {}) => ({ event: "did", step, errno: 0, milliseconds: 1, ...more });

t.test(
  "a step is a file that is whole from the first, and its answer is the one of its number",
  async (t) => {
    const { directory, say } = control(t);
    const { main } = directory;
    const both = [{ do: "isatty", fd: 1 } as const, { do: "open", path: "/a b", how: "read" } as const];
    const answers = both.map((step) => main.do(step, 5_000));
    t.same(
      [0, 1].map((n) => readFileSync(join(directory.path, `step-${n}`), "utf8")),
      ["isatty 1\n", "open %2Fa%20b read\n"],
    );
    say(did(1, { errno: 2 }));
    say(did(0, { value: true }));
    t.match(await Promise.all(answers), [{ value: true }, { errno: 2 }]);
  },
);

t.test("each program speaks in its own name, and is asked in it", async (t) => {
  const { directory, say } = control(t);
  const beside = directory.channel("exec-1");
  say({ event: "ready", pid: 1 });
  say({ event: "ready", pid: 17, of: "exec-1" });
  t.match(await directory.main.wait("ready", 5_000), { pid: 1 });
  t.match(await beside.wait("ready", 5_000), { pid: 17 });
  beside.tell({ do: "exit", code: 0 });
  t.equal(readFileSync(join(directory.path, "exec-1.step-0"), "utf8"), "exit 0\n");
  t.equal(directory.tampered, null);
});

t.test("who answers what nobody asked, twice, or in a name that nobody has, is not trusted", async (t) => {
  for (const messages of [[did(0)], [did(5)], [{ event: "waiting", of: "exec-2" }]]) {
    const { directory, say } = control(t);
    for (const message of messages) say(message);
    t.match(directory.tampered, /^no message of ours is /);
  }
  const { directory, say } = control(t);
  const answer = directory.main.do({ do: "isatty", fd: 0 }, 5_000);
  say(did(0));
  await answer;
  t.equal(directory.tampered, null);
  say(did(0));
  t.match(directory.tampered, /^no message of ours is /);
});

t.test("an answer has limits", async (t) => {
  const odd = [
    { value: "x".repeat(5_000) },
    { errno: -1 },
    { value: { a: { b: 1 } } },
    { of: "exec-1/../x" },
  ];
  for (const more of odd) {
    const { directory, say } = control(t);
    directory.main.do({ do: "isatty", fd: 0 }, 5_000).catch(() => {});
    say(did(0, more));
    t.match(directory.tampered, /^no message of ours is /, JSON.stringify(more).slice(0, 40));
  }
});

t.test("a link where a step is to be is not followed", async (t) => {
  const { directory } = control(t);
  const victim = join(temporaryDirectory(t), "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, join(directory.path, "step-0"));
  directory.main.tell({ do: "exit", code: 0 });
  t.equal(readFileSync(victim, "utf8"), "precious");
  t.match(directory.tampered, "somebody else than the suite has made step-0");
});

t.test("who waits for an answer that does not come is told the step", async (t) => {
  const { directory } = control(t);
  const waiting = directory.main.do({ do: "read", fd: 0, bytes: 1 }, 10);
  await t.rejects(waiting, { code: "DEADLINE", message: /the answer to "read 0 1"/ });
});

t.test("every step has its words", async (t) => {
  t.equal(wordsOf({ do: "write", stream: "stderr", bytes: 5 }), "write stderr 5 65536");
  t.equal(
    wordsOf({ do: "write", stream: "stdout", bytes: 5, content: "binary" }),
    "write stdout 5 65536 binary",
  );
  t.equal(wordsOf({ do: "exit", code: 0, last: { stream: "stderr", bytes: 9 } }), "exit 0 stderr 9");
  t.equal(wordsOf({ do: "spawn", words: ["sh", "-c", "a b\n%"] }), "spawn sh -c a%20b%0A%25");
  t.equal(wordsOf({ do: "signal", pid: 0, name: "SIGTERM" }), "signal 0 SIGTERM");
  t.equal(wordsOf({ do: "readlink", path: "/proc/self/fd/1" }), "readlink %2Fproc%2Fself%2Ffd%2F1");
  t.equal(wordsOf({ do: "stat", fd: 2 }), "stat 2");
  t.equal(wordsOf({ do: "close", fd: 2 }), "close 2");
});
