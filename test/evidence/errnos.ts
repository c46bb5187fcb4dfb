import t from "tap";
import { errnoName } from "../../lib/evidence/errnos.ts";

t.test("an errno goes by its name in errno(3), the one that POSIX prefers of two", async (t) => {
  t.same([9, 11, 32, 95, 116].map(errnoName), ["EBADF", "EAGAIN", "EPIPE", "EOPNOTSUPP", "ESTALE"]);
});

t.test("an errno without a name goes by its number", async (t) => {
  t.equal(errnoName(523), "errno 523");
});
