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
    "run --runtime runc --runtime crun --strategy it's --filesystem nfs3 --timeout 7 --jobs 2 --bail --out /tmp/report stale-log/* --reporter events=/dev/port";
  t.same(seen.trim().split("\n"), expected.split(" "));
});
