import t from "tap";
import { fitting } from "../../../lib/reporters/markdown/fitting.ts";

t.test("what fits is kept, the rest is counted; room is in bytes", async (t) => {
  t.same(fitting(["ab", "cd"], 6), ["ab", "cd"]);
  t.same(fitting(["ab", "cd"], 5), ["ab", "", "… and 1 more."]);
  t.same(fitting(["éé", "cd"], 4), ["", "… and 2 more."]);
  t.same(fitting(["ab"], 6, 3), ["ab", "", "… and 2 more."]);
  t.same(fitting([], 0), []);
});
