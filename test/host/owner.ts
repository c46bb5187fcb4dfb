import t from "tap";
import { isDead, ownerIn, thisOwner } from "../../lib/host/owner.ts";

t.test("an owner is told as it was", async (t) => {
  t.same(ownerIn(JSON.stringify(thisOwner())), thisOwner());
  for (const said of [
    "",
    "{",
    "null",
    "[]",
    '{"pid":1,"startTime":"1"}',
    JSON.stringify({ ...thisOwner(), pid: "1" }),
  ])
    t.equal(ownerIn(said), null, said);
});

t.test("it is dead where it can be seen from here that it is, and nowhere else", async (t) => {
  const dead = { ...thisOwner(), startTime: "1" };
  t.ok(isDead(dead));
  t.notOk(isDead(thisOwner()));
  t.notOk(isDead({ ...dead, boot: "another" }));
  t.notOk(isDead({ ...dead, pidNamespace: "pid:[1]" }));
  t.notOk(isDead({ ...dead, user: dead.user + 1 }));
});
