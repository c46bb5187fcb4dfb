import t from "tap";
import { packages, planOf, type Situation, whyNot } from "../../lib/doctor/plan.ts";

const complete: Situation = {
  distributions: ["debian"],
  isRoot: true,
  hasSystemd: false,
  programs: new Set(Object.keys(packages)),
  dockerAnswers: true,
  freeControllers: [],
};
const commands = (over: Partial<Situation>) => planOf({ ...complete, ...over }).map(({ command }) => command);

t.test("where nothing is missing, nothing is done", async (t) => {
  t.same(planOf(complete), []);
});

t.test("missing programs are got by one command, by the packages that bring them", async (t) => {
  const programs = new Set(Object.keys(packages).filter((name) => !["bwrap", "lxc-start"].includes(name)));
  t.same(commands({ programs }), [
    "apt-get update",
    "DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends bubblewrap lxc",
  ]);
});

t.test("every controller that is left to cgroup v2 goes to v1", async (t) => {
  t.same(
    commands({ freeControllers: ["hugetlb", "misc"] }),
    ["hugetlb", "misc"].map(
      (name) => `mkdir -p /sys/fs/cgroup/${name} && mount -t cgroup -o ${name} cgroup /sys/fs/cgroup/${name}`,
    ),
  );
});

t.test("dockerd is started last, by systemd where that is in charge, and waited for", async (t) => {
  const steps = planOf({ ...complete, dockerAnswers: false, programs: new Set() });
  t.match(steps.at(-1), { command: /^setsid dockerd .*&$/, listens: "/var/run/docker.sock" });
  t.match(steps.slice(0, -1), [{ listens: undefined }, { listens: undefined }]);
  t.same(commands({ dockerAnswers: false, hasSystemd: true }), ["systemctl start docker"]);
});

t.test("each step says why", async (t) => {
  for (const { why } of planOf({
    ...complete,
    dockerAnswers: false,
    freeControllers: ["misc"],
    programs: new Set(),
  }))
    t.match(why, /\w/);
});

t.test("only root on Debian and what is like it can install", async (t) => {
  t.equal(whyNot(complete), null);
  t.equal(whyNot({ ...complete, distributions: ["linuxmint", "ubuntu", "debian"] }), null);
  t.match(whyNot({ ...complete, isRoot: false }), /^Only root can /);
  t.match(whyNot({ ...complete, distributions: ["alpine"] }), /Debian and Ubuntu only, and this is alpine/);
  t.match(whyNot({ ...complete, distributions: [] }), /an unknown distribution/);
});
