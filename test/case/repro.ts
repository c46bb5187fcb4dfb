import { spawnSync } from "node:child_process";
import t from "tap";
import { Recording } from "../../lib/case/repro.ts";
import type { ContainerSpec } from "../../lib/runtimes/runtime.ts";
import { unshare } from "../../lib/runtimes/unshare.ts";
import { shimPipe } from "../../lib/strategies/shim-pipe.ts";
import { oneCase, plainImage } from "./fixtures/one-case.ts";

const spec: ContainerSpec = {
  label: "/tmp/run/case-1",
  image: plainImage,
  args: ["/workloads/wait.cjs", "it's"],
  place: "pid1",
  control: "/tmp/run/case-1",
  namespace: { enter: [], reach: (path) => path, close: async () => {} },
  follow() {},
};

t.test(
  "what was done to the case is done again, in that order, in a script that a shell can read",
  async (t) => {
    const recording = new Recording();
    recording.deletedOnServer("stdout");
    recording.deletedThroughMount("stderr");
    recording.signalled("SIGTERM");
    recording.noticed();
    recording.letGo();
    recording.noticed();
    for (const over of [{}, { strategy: shimPipe }]) {
      const one = oneCase(async () => {}, { ...over, runtime: unshare });
      const script = recording.script(one, spec);
      t.match(script, /^#!\/bin\/sh\n# suite\/claim\n# something holds\.\n/);
      const steps = [
        /rm "\$server\/stdout\.log"/,
        /rm \S+\/mount\/stderr\.log/,
        /kill -TERM "\$pid"/,
        /while \[ -e \S+\/mount\/stdout\.log \]; do/,
        /touch \S+\/go/,
      ];
      const places = steps.map((step) => script.search(step));
      t.same(
        places,
        [...places].sort((a, b) => a - b),
      );
      t.notOk(places.includes(-1));
      t.equal(script.split("while [ -e").length, 2, "what is known is not waited for again");
      t.notMatch(script, "/tmp/run", "nothing of the run that was is named");
      t.match(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" }), { status: 0, stderr: "" });
    }
  },
);
