import t from "tap";
import { oncePerKey } from "../../lib/host/once-per-key.ts";

t.test("what is made is made once for each key", async (t) => {
  let made = 0;
  const get = oncePerKey(
    (a: number, b: number) => `${a} ${b}`,
    async () => ++made,
  );
  t.same(await Promise.all([get(1, 2), get(1, 2), get(1, 3)]), [1, 1, 2]);
  t.equal(await get(1, 2), 1);
});

t.test("what failed fails for all who asked at that time, and is made anew for the next", async (t) => {
  let tries = 0;
  const get = oncePerKey(
    () => "one",
    async () => {
      if (++tries === 1) throw new Error("busy");
      return tries;
    },
  );
  const both = await Promise.allSettled([get(), get()]);
  t.match(both, [{ reason: { message: "busy" } }, { reason: { message: "busy" } }]);
  t.equal(await get(), 2);
  t.equal(await get(), 2);
});
