import t from "tap";
import { isWithin, wrongRange } from "../../lib/compare/version-range.ts";

t.test("of a distribution's version what counts is the release's", async (t) => {
  for (const [version, range, isIn] of [
    ["1.1.5+ds1 commit 1.1.5+ds1-1+deb12u1", ">=1.1 <1.2", true],
    ["1.21 commit 10269840aa07fb7e6b7e1acff6198692d8ff5c88", ">=1.21", true],
    ["1.8.1 commit f8a096be060b22ccd3d5f3ebe44108517fbf6c30", ">=1.21", false],
    ["6.1.0-56-cloud-amd64", "<6.12", true],
    ["0.0~20221219.0", ">=0", true],
    ["of no number", ">=0", false],
    ["of no number", undefined, true],
    ["4.3.1 (conmon 2.1.6, crun 1.8.1)", "crun >=1.8", true],
    ["4.3.1 (conmon 2.1.6, crun 1.8.1)", "crun >=1.21", false],
    ["4.3.1 (conmon 2.1.6, crun 1.8.1)", "conmon 2.1.6", true],
    ["4.3.1 (conmon 2.1.6, crun 1.8.1)", "runc >=1", false],
    ["4.3.1 (conmon 2.1.6, crun 1.8.1)", ">=4 <5", true],
    ["4.3.1 (crun 1.8.1, crun 1.21)", "crun <1.9", true],
  ] as const)
    t.equal(isWithin(version, range), isIn, `${version} in ${range}`);
});

t.test("the first range that cannot be understood is told", async (t) => {
  t.equal(wrongRange({}), null);
  t.equal(wrongRange({ when: { version: ">=1.1 <1.2", kernel: "<7" } }), null);
  t.equal(wrongRange({ when: { version: ">=1", kernel: "newest" } }), "newest");
  t.equal(wrongRange({ when: { version: "oldest", kernel: "newest" } }), "oldest");
  t.equal(wrongRange({ when: { version: "crun >=1.8" } }), null);
  t.equal(wrongRange({ when: { version: "crun newest" } }), "crun newest");
  t.equal(wrongRange({ when: { version: "v1.2" } }), null);
});
