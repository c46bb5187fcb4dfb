import "../fixtures/plain-children.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import t, { type Test } from "tap";
import { type Pipe, PipeMaker } from "../../lib/host/pipes.ts";
import { withFarEnds } from "../../lib/observe/far-ends.ts";
import { observeWiring } from "../../lib/observe/wiring.ts";
import type { Holder } from "../../lib/results/schema.ts";
import { eventually } from "../fixtures/eventually.ts";
import { needs } from "../requirement.ts";

async function pipeOf(t: Test): Promise<Pipe> {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const pipe = await maker.make();
  t.teardown(() => [pipe.read, pipe.write].forEach(closeSync));
  return pipe;
}

/** A process with these as its fds 0, 1, 2, that has stopped itself. */
async function stopped(t: Test, words: string[], ...fds: (number | "ignore")[]): Promise<ChildProcess> {
  const [program, ...rest] = words;
  const child = spawn(program as string, rest, { stdio: fds });
  t.teardown(() => child.kill("SIGKILL"));
  const state = () => readFileSync(`/proc/${child.pid}/status`, "utf8");
  await eventually("the stop of the child", () => /^State:\tT/m.test(state()));
  return child;
}

const STOP = ["sh", "-c", "kill -STOP $$"];
const seen = (pid: number, fds: number[], reader: number | null = null) =>
  withFarEnds(observeWiring(pid), pid, fds, reader).streams.map(({ holders }) => holders);
const at = (pid: number | undefined, holders: Holder[] | null | undefined) =>
  holders?.filter((one) => one.pid === pid);

t.test("who else has a pipe open, and for what", async (t) => {
  const pipe = await pipeOf(t);
  const pid1 = (await stopped(t, STOP, "ignore", pipe.write, "ignore")).pid as number;
  const reader = (await stopped(t, STOP, pipe.read, "ignore", "ignore")).pid as number;
  const [stdin, stdout, stderr] = seen(pid1, [0, 1, 2], reader);
  t.equal(stdin, undefined, "/dev/null has no other end");
  t.equal(stderr, undefined);
  t.match(at(reader, stdout), [{ name: "sh", access: "read", of: "reader" }]);
  t.same(
    at(process.pid, stdout)
      ?.map(({ access, of }) => ({ access, of }))
      .sort((a, b) => String(a.access).localeCompare(String(b.access))),
    [
      { access: "read", of: "suite" },
      { access: "write", of: "suite" },
    ],
  );
  t.same(at(pid1, stdout), [], "PID 1 itself is not another");
  t.match(at(reader, seen(pid1, [1])[1]), [{ of: "stranger" }], "whose reader nobody told");
  t.same(seen(pid1, [0, 2]), [undefined, undefined, undefined], "where nobody asks, nobody looks");
});

t.test("who may not look everywhere does not say that there is nobody", needs("root"), async (t) => {
  const maker = await PipeMaker.open();
  t.teardown(() => maker.close());
  const pipe = await maker.make();
  const pid1 = (await stopped(t, STOP, pipe.read, pipe.write, "ignore")).pid as number;
  for (const fd of [pipe.read, pipe.write]) closeSync(fd);
  const wiring = observeWiring(pid1);
  const holders = () => withFarEnds(wiring, pid1, [1], null).streams[1]?.holders;
  t.same(holders(), []);
  process.seteuid?.(65_534);
  try {
    t.equal(holders(), null);
  } finally {
    process.seteuid?.(0);
  }
});

t.test("what PID 1 descends from is the runtime, and so are its other children", async (t) => {
  const pipe = await pipeOf(t);
  // The shell stands for the runtime, its first child for PID 1, the second for one that copies.
  const script =
    'sh -c "kill -STOP \\$\\$" </dev/null & cat <&3 & exec 3<&-; sh -c "kill -STOP \\$\\$; :" </dev/null >/dev/null; wait';
  const runtime = spawn("sh", ["-c", script], { stdio: ["ignore", pipe.write, "ignore", pipe.read] });
  t.teardown(() => {
    for (const pid of children()) process.kill(pid, "SIGKILL");
    runtime.kill("SIGKILL");
  });
  const children = () =>
    readFileSync(`/proc/${runtime.pid}/task/${runtime.pid}/children`, "utf8")
      .split(" ")
      .filter(Boolean)
      .map(Number);
  await eventually("the three children", () => children().length === 3);
  const [first, cat] = children();
  await eventually("cat", () => readFileSync(`/proc/${cat}/comm`, "utf8") === "cat\n");
  const [, stdout] = seen(first as number, [1]);
  t.match(
    at(cat, stdout),
    [
      { name: "cat", access: "write" },
      { name: "cat", access: "read", of: "runtime" },
    ].slice(1),
  );
  t.match(at(runtime.pid, stdout), [{ of: "runtime" }]);
});
