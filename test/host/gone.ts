import { rmdirSync } from "node:fs";
import t from "tap";
import { hasGone } from "../../lib/host/gone.ts";

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

t.test("what is not there any more has gone; what is refused has not", async (t) => {
  t.ok(hasGone(errorOf(() => rmdirSync("/nowhere-at-all"))));
  t.ok(hasGone(errorOf(() => process.kill(2 ** 22 + 1, 0))), "no pid is that high (proc(5): pid_max)");
  t.notOk(hasGone(errorOf(() => rmdirSync("/proc"))));
});

t.test("tools tell it by their words", async (t) => {
  for (const words of [
    "umount: /tmp/x: not mounted.",
    "umount: /tmp/x: no mount point specified.",
    'ctr: container "x" in namespace "fd012": not found',
    "(HTTP code 409) conflict - removal of container 1a2b is already in progress",
    "Error: no such container x",
  ])
    t.ok(hasGone(new Error(words)), words);
  t.notOk(hasGone(new Error("device or resource busy")));
});
