import t from "tap";
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
  },
);

t.test("an engine that is not known, and a variant where there are none, are usage errors", async (t) => {
  t.throws(() => nameOf("dokcer+./runc"), { code: "UNKNOWN_NAME", message: /docker/ });
  t.throws(() => nameOf("unshare+runc"), { code: "RUNTIME_SPEC" });
});
