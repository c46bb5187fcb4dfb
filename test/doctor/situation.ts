import t from "tap";
import { distributionsOf, thisSituation } from "../../lib/doctor/situation.ts";

t.test("a distribution and what it is like are read from os-release, quoted or not", async (t) => {
  t.same(distributionsOf('NAME="Debian"\nID=debian\n'), ["debian"]);
  t.same(distributionsOf('VERSION_ID="22"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'), [
    "linuxmint",
    "ubuntu",
    "debian",
  ]);
  t.same(distributionsOf(""), []);
});

t.test("this machine can be looked at", async (t) => {
  const situation = await thisSituation();
  t.type(situation.dockerAnswers, "boolean");
  t.ok([...situation.programs].every((name) => /^[\w-]+$/.test(name)));
});
