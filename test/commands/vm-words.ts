import t from "tap";
import { kernelsAndPatterns } from "../../lib/commands/vm-words.ts";

t.test("the word behind --vm is a kernel only if it looks like one", async (t) => {
  t.same(kernelsAndPatterns(["newest"], ["bytes"]), { kernels: [null], patterns: ["bytes"] });
  for (const kernel of ["6.1", "6.12.9", "/boot/vmlinuz", "./x", "../x", "linux.deb", "/"])
    t.same(kernelsAndPatterns([kernel], ["bytes"]), { kernels: [kernel], patterns: ["bytes"] }, kernel);
  for (const pattern of ["stale-log/*", "wiring"])
    t.same(
      kernelsAndPatterns([pattern], ["bytes"]),
      { kernels: [null], patterns: [pattern, "bytes"] },
      pattern,
    );
});

t.test("there may be several, in their order", async (t) => {
  t.same(kernelsAndPatterns(["6.1", "6.12", "newest"], ["bytes"]), {
    kernels: ["6.1", "6.12", null],
    patterns: ["bytes"],
  });
});
