import t from "tap";
import patterns from "../../../images/node/workloads/patterns.cjs";

const { binary, unbroken } = patterns;

t.test("binary has every value of a byte at its beginning, and any later", async (t) => {
  const bytes = binary("stdout", 0, 65_536);
  t.ok(bytes.subarray(0, 256).equals(Buffer.from(Array.from({ length: 256 }, (_, value) => value))));
  t.equal(new Set(bytes.subarray(256)).size, 256);
  t.notOk(Buffer.from(bytes.toString("utf8")).equals(bytes), "it is no UTF-8");
});

t.test("unbroken is one line of ASCII", async (t) => {
  t.match(unbroken("stdout", 0, 65_536).toString("latin1"), /^[A-Za-z0-9+/]{65536}$/);
});

t.test("each byte is known by its place, and two streams differ", async (t) => {
  for (const pattern of [binary, unbroken]) {
    t.ok(pattern("stdout", 301, 777).equals(pattern("stdout", 0, 1_000).subarray(301, 777)));
    t.notOk(pattern("stdout", 1_000, 2_000).equals(pattern("stderr", 1_000, 2_000)));
  }
});
