import { spawn } from "node:child_process";
import { once } from "node:events";
import t from "tap";
import { fateOf, hasEnded, wordsOf } from "../../lib/host/child.ts";

const shell = (script: string) => spawn("sh", ["-c", script], { stdio: ["ignore", "ignore", "pipe"] });

t.test("how a child ends, and that it has", async (t) => {
  const [code, signal] = [shell("exit 7"), shell("kill -TERM $$")];
  t.equal(hasEnded(code), false);
  t.same(await Promise.all([code, signal].map(fateOf)), [
    { kind: "exit", code: 7 },
    { kind: "signal", signal: "SIGTERM" },
  ]);
  t.same([code, signal].map(hasEnded), [true, true]);
});

t.test("of what it says the end is kept", async (t) => {
  const child = shell("head -c 20000 /dev/zero | tr '\\0' x >&2; echo why >&2");
  const said = wordsOf(child);
  await once(child, "close");
  t.equal(said().length, 8_192);
  t.match(said(), /xwhy\n$/);
});
