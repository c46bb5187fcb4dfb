import t from "tap";
import { openMountNamespace } from "../../lib/host/namespace.ts";
import { abilitiesOf } from "../../lib/runtimes/abilities.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";

const nameOf = (spec: string) => runtimeOf(spec).name;

t.test(
  "a runtime is called what was said, an engine's OCI runtime by its last name, anything by the name that it is given",
  async (t) => {
    t.equal(nameOf("docker"), "docker");
    t.equal(nameOf("docker+runsc"), "docker+runsc");
    t.equal(nameOf("podman+./build/crun"), "podman+crun");
    t.equal(nameOf("containerd+/opt/runc"), "containerd+runc");
    t.equal(nameOf("new=containerd+/opt/runc"), "new");
    t.equal(nameOf("./build/runc"), "runc");
    t.equal(nameOf("docker@local"), "docker@local");
    t.equal(nameOf("podman@json-file+./build/crun"), "podman@json-file+crun");
    t.equal(nameOf("./a@b/runc"), "runc", "a path may have an @ in it");
    t.equal(nameOf("cri+./build/runc"), "cri+runc");
  },
);

t.test("behind cri= stands a socket, and before it a name; nothing else is called cri", async (t) => {
  t.equal(nameOf("cri=/run/crio/crio.sock"), "cri=crio.sock");
  t.equal(nameOf("cri=unix:///run/crio/crio.sock"), "cri=crio.sock");
  t.equal(nameOf("k3s=cri=/run/k3s/containerd/containerd.sock"), "k3s");
  t.equal(nameOf("mine=cri"), "mine", "a name for the suite's own");
  t.equal(nameOf("mine=/run/crio.sock"), "mine", "any other name is an OCI runtime's");
  t.match(
    await runtimeOf("cri=/no/such.sock").detect(await openMountNamespace()),
    { found: false, reason: "/no/such.sock: there is no such socket", remedy: /cri=/ },
    "that path is a socket, and no program",
  );
  t.equal(nameOf("mine=cri=./crio.sock"), "mine");
  t.throws(() => nameOf("cri=runc"), { code: "RUNTIME_SPEC", message: /path of a socket/ });
});

t.test("what no report could be sure to show is no name", async (t) => {
  for (const path of ["./a\nrm -rf x", "/b/..", "./\u202ec", `./${"x".repeat(300)}`]) {
    t.throws(() => nameOf(path), { code: "RUNTIME_SPEC", message: /give it a name/ }, JSON.stringify(path));
    t.equal(nameOf(`named=${path.replace("\n", "")}`), "named");
  }
  t.throws(() => nameOf("..=./runc"), { code: "RUNTIME_SPEC" });
  t.throws(() => nameOf(`${"n".repeat(300)}=runc`), { code: "RUNTIME_SPEC" });
});

t.test("an engine that is not known, and a variant where there are none, are usage errors", async (t) => {
  t.throws(() => nameOf("dokcer+./runc"), { code: "UNKNOWN_NAME", message: /docker/ });
  t.throws(() => nameOf("unshare+runc"), { code: "RUNTIME_SPEC" });
});

t.test("a log driver that is not there is a usage error that lists what there is", async (t) => {
  t.throws(() => nameOf("docker@locl"), {
    code: "RUNTIME_SPEC",
    message: /^docker has no log driver "locl" here, only json-file, local; /,
  });
  t.throws(() => nameOf("podman@none"), { code: "RUNTIME_SPEC", message: /none is --strategy null/ });
  t.throws(() => nameOf("unshare@file"), {
    code: "RUNTIME_SPEC",
    message: 'unshare takes no "@file"; say --runtime unshare.',
  });
});

t.test("a log driver that is named leaves the wirings that it has a part in", async (t) => {
  const strategiesOf = (spec: string) => abilitiesOf(runtimeOf(spec)).strategies;
  t.same(strategiesOf("docker@local"), ["shim-pipe", "pty"]);
  t.same(strategiesOf("containerd@fifo"), ["shim-pipe"]);
  t.same(strategiesOf("podman@k8s-file"), ["shim-pipe", "pty"]);
});
