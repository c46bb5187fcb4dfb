import t from "tap";
import { fragmentOf, viewOf } from "../../../../lib/reporters/html/page/address.ts";
import { anyFilter } from "../../../../lib/reporters/html/page/selection.ts";

t.test("an address leads to what was shown", async (t) => {
  const view = {
    openId: "stale-log/both [a · b] #2 & 100%",
    filter: {
      text: "hang & lost",
      marks: new Set(["broken", "flaky"] as const),
      runtimes: new Set(["podman+crun", "runc"]),
      fault: "the log is deleted & gone",
      only: { strategy: "direct-file", image: "node:20@libc=2.41" },
    },
  };
  const again = viewOf(`#${fragmentOf(view)}`);
  t.equal(again.openId, view.openId);
  t.same([...again.filter.marks].sort(), ["broken", "flaky"]);
  t.same([...again.filter.runtimes], [...view.filter.runtimes]);
  t.match(again.filter, { text: view.filter.text, fault: view.filter.fault, only: view.filter.only });
});

t.test("nothing chosen is an empty address, and what is not known is passed over", async (t) => {
  t.equal(fragmentOf({ filter: anyFilter, openId: "" }), "");
  t.same(viewOf("#verdict=splendid&colour=red"), { filter: anyFilter, openId: "" });
});

t.test(
  "that nothing is done to a case can be asked for, and is another question than all of them",
  async (t) => {
    const of = (fault: string | null) => viewOf(fragmentOf({ filter: { ...anyFilter, fault }, openId: "" }));
    t.equal(of("").filter.fault, "");
    t.equal(of(null).filter.fault, null);
  },
);
