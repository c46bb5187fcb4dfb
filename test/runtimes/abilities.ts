import t from "tap";
import { abilitiesOf } from "../../lib/runtimes/abilities.ts";
import { runtimeOf } from "../../lib/runtimes/spec.ts";
import { plainRuntime } from "../case/fixtures/plain-runtime.ts";

t.test("what a runtime can do is what it plans something for", async (t) => {
  t.same(abilitiesOf(plainRuntime({ strategies: ["shim-pipe"] })), {
    strategies: ["shim-pipe"],
    places: ["pid1", "host-pid-namespace"],
  });
  t.same(abilitiesOf({ ...plainRuntime(), plan: () => ({ cannot: "no" }) }), { strategies: [], places: [] });
  t.same(abilitiesOf(runtimeOf("unshare")).places, ["pid1", "under-init", "host-pid-namespace"]);
  t.same(abilitiesOf(runtimeOf("containerd")), {
    strategies: ["shim-pipe", "redirect", "pty", "null"],
    places: ["pid1"],
  });
});
