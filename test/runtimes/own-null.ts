import { statSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { hasNull, makeOwnNull, withNull } from "../../lib/runtimes/own-null.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";
import { cellsOf, failures } from "./fixtures/cells.ts";

const kept = () => {
  const { uid, gid, mode } = statSync("/dev/null");
  return { uid, gid, mode };
};

t.test("what is no null device is left as it is", async (t) => {
  const sources = [{ kind: "null" }, { kind: "file", path: "/log" }, { kind: "closed" }] as const;
  t.ok(hasNull([...sources]));
  t.same(withNull([...sources], "/own"), [
    { kind: "null", path: "/own" },
    { kind: "file", path: "/log" },
    { kind: "closed" },
  ]);
});

t.test("one that cannot be made is told with why it is wanted", async (t) => {
  const path = join(temporaryDirectory(t), "no-such-directory", "null");
  await t.rejects(makeOwnNull(path, "runsc changes the owner"), {
    code: "NULL_DEVICE",
    message:
      /^runsc changes the owner of what is on its fds 0–2, and no null device but the machine's can be had: /,
  });
});

for (const runtime of ["runsc", "lxc"] as const)
  t.test(`${runtime} leaves the machine's /dev/null as it is`, needs("root", runtime), async (t) => {
    const before = kept();
    const cells = await cellsOf(
      t,
      runtime,
      "exit-status/code/0",
      "wiring/stdin-null",
      "--filesystem",
      "local",
    );
    if (runtime === "runsc") t.same(failures(cells), {}); // lxc-start's status is its own.
    t.same(kept(), before);
  });
