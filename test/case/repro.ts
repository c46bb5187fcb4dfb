import { spawnSync } from "node:child_process";
import t from "tap";
import { Recording } from "../../lib/case/repro.ts";
import { deleteOnServer, deleteThroughMount, fill, readerStopped } from "../../lib/faults/table.ts";
import { localNodeImage } from "../../lib/images/node-image.ts";
import { dockerFamily } from "../../lib/runtimes/docker/docker.ts";
import type { ContainerSpec } from "../../lib/runtimes/runtime.ts";
import { unshare } from "../../lib/runtimes/unshare/unshare.ts";
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
    recording.inflicted(deleteOnServer("stdout"));
    recording.inflicted(deleteThroughMount("stderr"));
    recording.signalled("SIGTERM");
    recording.noticed();
    recording.letGo("");
    recording.noticed();
    recording.inflicted(readerStopped);
    recording.undone(readerStopped);
    recording.inflicted(fill);
    recording.waitedUntilBlocked("");
    for (const over of [{}, { strategy: shimPipe }]) {
      const one = oneCase(async () => {}, { ...over, runtime: unshare });
      const script = recording.script(one, spec);
      t.match(script, /^#!\/bin\/sh\n# shellcheck .*\n# suite\/claim\n# something holds\.\n/);
      t.ok(script.search(/^exec 8>"\$server"\/filler$/m) < script.search(/^setsid .* 8>&-/m));
      const steps = [
        /rm "\$server\/stdout\.log"/,
        /rm "\$top"\/mount\/stderr\.log/,
        /kill -TERM "\$pid"/,
        /is_gone "\$top"\/mount\/stdout\.log/,
        /touch "\$top\/control\/go"/,
        /kill -STOP "\$\(cut/,
        /kill -CONT "\$\(cut/,
        /^dd .* >&8/m,
        /is_blocked$/m,
      ];
      const places = steps.map((step) => script.search(step));
      t.same(
        places,
        [...places].sort((a, b) => a - b),
      );
      t.notOk(places.includes(-1));
      t.equal(script.split('is_gone "$top').length, 2, "what is known is not waited for again");
      t.notMatch(script, "/tmp/run", "nothing of the run that was is named");
      t.match(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" }), { status: 0, stderr: "" });
    }
  },
);

t.test("a caller's closed descriptors are closed by hand too; what a shell cannot do is said", async (t) => {
  const one = (caller: object) => {
    const made = oneCase(async () => {}, { runtime: unshare });
    return { ...made, test: { ...made.test, caller } };
  };
  const script = (caller: object) => new Recording().script(one(caller), spec);
  t.match(script({ closed: [0] }), "<&-");
  t.notMatch(script({}), "<&-");
  t.match(script({ stdin: 5, nonblock: true }), /^# Not the same by hand: fd 0 was a pipe with 5 bytes/m);
  t.match(script({ stdin: 5, nonblock: true }), /^# Not the same by hand: fds 1 and 2 were non-blocking/m);
  t.notMatch(script({ closed: [0] }), "Not the same by hand");
});

t.test("a log that docker keeps is deleted where docker keeps it", async (t) => {
  const docker = dockerFamily.open({ name: "docker", base: "docker", variant: null, log: "local" });
  const recording = new Recording();
  recording.inflicted(deleteOnServer("stdout"));
  const one = oneCase(async () => {}, { runtime: docker, strategy: shimPipe, image: localNodeImage() });
  const script = recording.script(one, { ...spec, image: localNodeImage() });
  t.match(
    script,
    /^rm "\$\(docker info .*\)\/containers\/\$\(docker inspect .*\)\/local-logs\/container\.log"$/m,
  );
  t.notMatch(script, /rm "\$server/);
  t.match(spawnSync("sh", ["-n"], { input: script, encoding: "utf8" }), { status: 0, stderr: "" });
});
