import "../fixtures/plain-children.ts";
import { appendFileSync, readFileSync, statSync } from "node:fs";
import t from "tap";
import { within } from "../../lib/host/deadline.ts";
import { fifo } from "../../lib/strategies/fifo.ts";
import { byHand } from "./fixtures/by-hand.ts";
import { opened } from "./fixtures/opened.ts";
import { requiredOf, saysOf } from "./fixtures/required.ts";

t.test("fds 1 and 2 are named pipes, and what is written there is in the log", async (t) => {
  const { log, stdio } = await opened(t, fifo);
  const paths = stdio.sources.slice(1).map((source) => (source.kind === "file" ? source.path : ""));
  for (const [index, path] of paths.entries()) {
    t.ok(statSync(path).isFIFO());
    const required = { kind: "fifo", target: path, access: "write", append: true };
    t.match(requiredOf(stdio)[index + 1], required);
    t.ok(saysOf(stdio).includes(`the other end of fd ${index + 1} is read by the suite's reader`));
  }
  for (const [index, path] of paths.entries()) appendFileSync(path, `line ${index}\n`);
  await within(stdio.drained(), 5_000, "the end of the shim");
  t.equal(readFileSync(log.stdout, "utf8"), "line 0\n");
  t.equal(readFileSync(log.stderr, "utf8"), "line 1\n");
});

t.test("where nobody ever writes, it can be closed", async (t) => {
  const { stdio } = await opened(t, fifo);
  await within(stdio.close(), 5_000, "the end of the shim");
});

t.test("by hand", async (t) => {
  t.same(byHand(t, fifo, "echo out; echo err >&2"), { stdout: "out\n", stderr: "err\n" });
});
