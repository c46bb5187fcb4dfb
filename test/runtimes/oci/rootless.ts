import t from "tap";
import type { Behalf } from "../../../lib/host/account.ts";
import { configuration } from "../../../lib/runtimes/oci/bundle.ts";
import { rootlessOptions, userNamespace, whyNotRootless } from "../../../lib/runtimes/oci/rootless.ts";
import type { Cell, ContainerSpec } from "../../../lib/runtimes/runtime.ts";
import { runtimeOf } from "../../../lib/runtimes/spec.ts";
import { directFile } from "../../../lib/strategies/direct-file.ts";
import { needs } from "../../requirement.ts";
import { plainSpec } from "../fixtures/plain-spec.ts";
import { planned } from "../fixtures/planned.ts";

const { namespace: roots } = plainSpec;
const own = { ...roots, enter: ["nsenter", "--target", "1", "--"] };
const as: Behalf = {
  name: "nobody",
  uid: 65_534,
  gid: 65_534,
  become: [],
  subordinate: null,
  home: "/tmp/fd012-Ab12Cd/home",
};
const theirs = { ...roots, as };

const asked = { id: "fd012-Ab12Cd-case-7", terminal: false };
const configOf = (over: Partial<ContainerSpec>) =>
  configuration({ ...plainSpec, ...over }, asked) as {
    mounts: { destination: string; type: string }[];
    linux: { cgroupsPath?: string; namespaces: { type: string }[]; uidMappings?: object[] };
  };
const cell: Cell = { strategy: directFile, filesystem: "local", place: "pid1" };

t.test("it makes a user namespace where it is another user's, and nowhere else", async (t) => {
  t.same(userNamespace(undefined), { namespaces: [], mappings: {} });
  const types = (over: Partial<ContainerSpec>) => configOf(over).linux.namespaces.map(({ type }) => type);
  t.notOk(types({ namespace: roots }).includes("user"));
  t.notOk(types({ namespace: own }).includes("user"), "it runs in one already");
  t.ok(types({ namespace: theirs }).includes("user"));
  t.same(configOf({ namespace: theirs }).linux.uidMappings, [{ containerID: 0, hostID: 65_534, size: 1 }]);
});

t.test("it asks for no control groups, and mounts no /proc of the host's PID namespace", async (t) => {
  const procOf = (over: Partial<ContainerSpec>) =>
    configOf(over).mounts.find(({ destination }) => destination === "/proc")?.type;
  const place = "host-pid-namespace" as const;
  t.equal(configOf({ namespace: roots }).linux.cgroupsPath, "/fd012-Ab12Cd-case-7");
  t.equal(procOf({ namespace: roots, place }), "proc");
  for (const namespace of [own, theirs]) {
    t.equal(configOf({ namespace }).linux.cgroupsPath, undefined);
    t.same([procOf({ namespace }), procOf({ namespace, place })], ["proc", "bind"]);
    t.same(rootlessOptions("crun", namespace), ["--cgroup-manager=disabled"]);
    t.same(rootlessOptions("/opt/runc", namespace), ["--rootless", "true"]);
    t.same(rootlessOptions("vendors", namespace), []);
  }
  t.same(rootlessOptions("crun", roots), []);
});

t.test(
  "another user's namespace has users where that user has subordinate ids",
  needs("root", "crun"),
  async (t) => {
    const offersIn = async (namespace: ContainerSpec["namespace"]) => {
      const runtime = runtimeOf("crun");
      t.match(await runtime.detect(namespace), { found: true });
      return planned(runtime, cell).offers;
    };
    const range = { start: 100_000, count: 65_536 };
    const subordinate = { uids: range, gids: range };
    for (const [namespace, needs] of [
      [roots, ["user", "image-dev", "exec"]],
      [{ ...roots, as: { ...as, subordinate } }, ["user", "exec"]],
      [theirs, ["exec"]],
    ] as const) {
      const offers = await offersIn(namespace);
      t.same(
        (["user", "image-dev", "exec"] as const).filter((need) => offers.has(need)),
        needs,
      );
    }
  },
);

t.test("what is missing is named: runsc of another user, and who may make no user namespace", async (t) => {
  t.equal(await whyNotRootless("crun", roots), null);
  t.match(await whyNotRootless("runsc", theirs), { found: false, remedy: /without --as/ });
  const forbidden = { ...theirs, as: { ...as, become: ["false"] } };
  t.match(await whyNotRootless("crun", forbidden), {
    found: false,
    reason: /^the user nobody may not make a user namespace: /,
    remedy: /^sysctl /,
  });
});
