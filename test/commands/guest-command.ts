import { execFileSync } from "node:child_process";
import t from "tap";
import { guestCommand } from "../../lib/commands/guest-command.ts";

t.test("a shell gives the program inside the same selection, whatever stands in it", async (t) => {
  const words = guestCommand(["stale-log/*"], {
    ...{ runtime: ["runc", "crun"], filesystem: ["nfs3"], timeout: 7, bail: true, jobs: 2 },
    ...{ strategy: ["it's"] },
  });
  const script = `set -- ${words.slice(2).join(" ")}; for word; do echo "$word"; done`;
  const seen = execFileSync("sh", ["-c", script], { encoding: "utf8", env: { FD012_EVENTS: "/dev/port" } });
  const expected =
    "run --runtime runc --runtime crun --filesystem nfs3 --timeout 7 --bail --jobs 2 --strategy it's --out /tmp/report stale-log/* --reporter events=/dev/port";
  t.same(seen.trim().split("\n"), expected.split(" "));
});

t.test("what comes to be an option of run is one inside, and what is this machine's is not", async (t) => {
  const words = guestCommand([], {
    ...{ timeout: 7, bail: false, out: "/here", reporter: ["tap"], baseline: "/a", expect: ["/b"] },
    ...({ lastFailed: "run", vm: ["6.1"], vmMemory: 512, repeat: 3 } as object),
  });
  t.same(
    words.slice(2, -2).map((word) => word.replace(/^'(.*)'$/, "$1")),
    "run --timeout 7 --last-failed run --repeat 3 --out /tmp/report".split(" "),
  );
});
