import t from "tap";
import { isHang } from "../../lib/results/is-hang.ts";

const hang = { kind: "hang", where: "S" } as const;
const exit = { kind: "exit", code: 0 } as const;

t.test("PID 1's hang is one, and so is its runtime's", async (t) => {
  t.equal(isHang({ actual: hang, reported: hang }), true);
  t.equal(isHang({ actual: exit, reported: hang }), true);
  t.equal(isHang({ actual: hang, reported: exit }), true);
  t.equal(isHang({ actual: exit, reported: exit }), false);
});
