import t from "tap";
import { oneAtATime } from "../../lib/log/one-at-a-time.ts";

t.test("all that ask while one looks get one more look, behind it", async (t) => {
  const ends: (() => void)[] = [];
  const ask = oneAtATime(
    () => new Promise<void>((resolve) => ends.push(resolve)),
    (error) => t.fail(String(error)),
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  for (let times = 0; times < 5; times++) ask();
  t.equal(ends.length, 1);
  ends[0]?.();
  await settle();
  t.equal(ends.length, 2);
  ends[1]?.();
  await settle();
  t.equal(ends.length, 2, "nobody has asked again");
  ask();
  t.equal(ends.length, 3);
});

t.test("one that fails is told, and the next is made", async (t) => {
  const told: unknown[] = [];
  let looks = 0;
  const ask = oneAtATime(
    async () => {
      looks++;
      throw new Error("it cannot be read");
    },
    (error) => told.push(error),
  );
  for (let times = 1; times <= 2; times++) {
    ask();
    await new Promise((resolve) => setImmediate(resolve));
    t.match(told, { length: times });
  }
  t.equal(looks, 2);
});
