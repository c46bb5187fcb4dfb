import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { unknownPart } from "../../lib/compare/known-names.ts";
import { known } from "./fixtures/runs.ts";

const unknown = (over: Partial<Expectation>) =>
  unknownPart({ case: "exit-status/code/0", bug: "runc#1", expires: "2026-12-31", ...over }, known);

t.test("what any run can have is known", async (t) => {
  for (const over of [
    {},
    { case: "exit-status" },
    { strategy: "shim-pipe", filesystem: "stalefs" },
    { runtime: "crun" },
    { runtime: "podman+crun" },
    { runtime: "podman@k8s-file" },
    { runtime: "podman@k8s-file+./runc" },
  ])
    t.equal(unknown(over), null, JSON.stringify(over));
});

const OWN = "; one of your own is added by --driver FILE";

t.test("what no run can have is told, with the nearest name", async (t) => {
  t.equal(unknown({ case: "exit-status/cod/0" }), "no claim is called exit-status/cod/0");
  t.equal(unknown({ case: "*/such" }), "no claim is called */such");
  for (const pattern of ["no/such", "no", "no/*"])
    t.equal(
      unknown({ case: pattern }),
      `no claim is called ${pattern}; a suite "no" of your own is added by --suite FILE`,
    );
  t.equal(unknown({ strategy: "no" }), "there is no strategy no");
  t.equal(unknown({ filesystem: "no" }), "there is no file system no");
  t.equal(unknown({ runtime: "cruun" }), "there is no runtime cruun; did you mean crun?");
  t.equal(unknown({ runtime: "zzzzzzzzzz" }), `there is no runtime zzzzzzzzzz${OWN}`);
  t.equal(unknown({ runtime: "pdoman+crun" }), `there is no runtime pdoman+crun${OWN}`);
});
