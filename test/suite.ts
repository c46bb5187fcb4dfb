import t from "tap";
import { type Claim, suite } from "../lib/suite.ts";

const claim = { claim: "it holds", workload: "wait" } as Claim;
const body = async () => {};

t.test("claims are declared in order, each under its suite's name", async (t) => {
  const one = suite("family", "A family", (test) => {
    test("a", claim, body);
    test("b/c", claim, body);
  });
  t.match(one, { name: "family", title: "A family" });
  t.match(one.tests, [
    { suite: "family", name: "a", claim: "it holds", body },
    { suite: "family", name: "b/c" },
  ]);
});
