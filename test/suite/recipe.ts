import t from "tap";
import { testName } from "../../lib/matrix.ts";
import { recipeOf, tooLate } from "../../lib/suite/recipe.ts";
import { suites } from "../../suites/index.ts";

const claims = suites.flatMap(({ tests }) => tests);

t.test("no claim has a step that concerns the start after the step that starts PID 1", async (t) => {
  for (const claim of claims) t.same(tooLate(recipeOf(claim.byHand)), [], testName(claim));
});

t.test("a claim about how the runtime is started says in its steps how it is", async (t) => {
  for (const claim of claims.filter(
    (one) => one.caller || one.rootfs || one.user || one.cwd || one.entrypoint,
  ))
    t.ok(recipeOf(claim.byHand).start, testName(claim));
});

t.test("steps are parted at the one that starts PID 1", async (t) => {
  t.same(recipeOf(["umask 027", "start the runtime", "grep Umask"]), {
    ...{ before: ["umask 027"], start: "start the runtime", after: ["grep Umask"] },
  });
  t.equal(recipeOf(["let it write", "start it again"]).start, null);
  t.same(tooLate(recipeOf(["ls", "start it again", "give the runtime pipes"])), ["give the runtime pipes"]);
});
