import "../fixtures/plain-children.ts";
import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { within } from "../../lib/host/deadline.ts";
import { streamIn } from "../../lib/log/reading.ts";
import { ptyRelay } from "../../lib/strategies/pty-relay.ts";
import { needs } from "../requirement.ts";
import { opened } from "./fixtures/opened.ts";
import { requiredOf, saysOf } from "./fixtures/required.ts";

const needed = needs("perl");

t.test("PID 1 has a terminal, and its runtime the caller's and a pipe", needed, async (t) => {
  const { stdio } = await opened(t, ptyRelay);
  t.match(stdio.sources, [{ kind: "terminal" }, { kind: "descriptor" }, { kind: "terminal" }]);
  t.match(requiredOf(stdio), [{ kind: "pty" }, { kind: "pty" }, { kind: "pty" }]);
  t.ok(saysOf(stdio).includes("fds 0, 1 and 2 are one object"));
});

t.test(
  "what is copied to the pipe is the log; what the runtime says in the terminal is not",
  needed,
  async (t) => {
    const { log, stdio } = await opened(t, ptyRelay);
    const [stdin, stdout] = stdio.sources;
    if (stdin.kind !== "terminal" || stdout.kind !== "descriptor") throw new Error("it is wired otherwise");
    const terminal = openSync(stdin.path, constants.O_RDWR | constants.O_NOCTTY);
    writeSync(terminal, "runtime: a word of its own\n");
    closeSync(terminal);
    const whole = content.slice("stdout", 0, 60_000);
    for (let at = 0; at < whole.length; ) at += writeSync(stdout.fd, whole, at);
    await within(stdio.drained(), 10_000, "the end of what came out");
    t.ok(streamIn("stdout", readFileSync(log.stdout), ["terminal"]).equals(whole));
    t.equal(readFileSync(log.stderr, "utf8"), "runtime: a word of its own\r\n");
    t.equal(await stdio.terminal?.shown(), "runtime: a word of its own\r\n");
  },
);

t.test("its reader stops, and goes on", needed, async (t) => {
  const { log, stdio } = await opened(t, ptyRelay);
  const [, stdout] = stdio.sources;
  if (stdout.kind !== "descriptor") throw new Error("it is wired otherwise");
  await stdio.reader?.stop();
  writeSync(stdout.fd, "stdout held back\n");
  t.equal(readFileSync(log.stdout, "utf8"), "");
  stdio.reader?.goOn();
  await within(stdio.drained(), 10_000, "the end of what came out");
  t.equal(readFileSync(log.stdout, "utf8"), "stdout held back\n");
  t.equal(stdio.reader?.failure(), null);
});
