import t from "tap";
import { repeated } from "../lib/repetition.ts";
import { oneCase } from "./case/fixtures/one-case.ts";

t.test("repetitions stand next to each other, each with a name of its own", async (t) => {
  const other = oneCase(async () => {});
  const cases = [oneCase(async () => {}), { ...other, plan: { ...other.plan, id: "b" } }];
  t.same(
    repeated(cases, 2).map(({ plan }) => plan.id),
    ["suite/claim", "suite/claim #2", "b", "b #2"],
  );
  t.same(repeated(cases, 1), cases);
});
