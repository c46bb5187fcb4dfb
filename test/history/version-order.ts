import t from "tap";
import { compareVersions, shortVersion } from "../../lib/history/version-order.ts";

t.test("versions are ordered as people release them", async (t) => {
  for (const ordered of [
    ["0.17 commit 0e9229ae", "1.8.1 commit f8a096be", "1.21 commit 10269840", "1.28"],
    ["1.0.0~rc93+ds1", "1.0.0", "1.0.0-1+deb11u5", "1.1.5+ds1 commit 1.1.5+ds1-1+deb12u1", "1.1.15+ds1"],
    ["1.6.9~ds1", "1.6.20~ds1", "1.7.24~ds1"],
    ["1.2.0-rc.1", "1.2.0-rc.2", "1.2.0", "v1.2.1"],
    [
      "4.3.1 (conmon 2.1.6, crun 1.8.1)",
      "4.3.1 (conmon 2.1.12, crun 1.8.1)",
      "4.10.0 (conmon 2.1.6, crun 1.8.1)",
    ],
    ["20.10.24+dfsg1 (containerd 1.6.20~ds1)", "26.1.5+dfsg1 (containerd 1.7.24~ds1)"],
    ["0.0~20221219.0", "0.0~20240101.0"],
    ["6.1.0-13-amd64", "6.1.0-21-amd64", "6.12.0"],
    ["glibc 2.9", "glibc 2.36"],
    ["1.2.3.20260101000000000001", "1.2.3.20260101000000000002"],
  ])
    for (const [index, one] of ordered.entries())
      for (const later of ordered.slice(index + 1)) {
        t.ok(compareVersions(one, later) < 0, `${one} is before ${later}`);
        t.ok(compareVersions(later, one) > 0, `${later} is behind ${one}`);
      }
});

t.test("a source that was packed again is the same release", async (t) => {
  t.equal(compareVersions("1.6.20~ds1", "1.6.20"), 0);
  t.equal(compareVersions("26.1.5+dfsg1", "26.1.5"), 0);
  t.equal(compareVersions("1.21 commit aaa", "1.21 commit bbb"), 0);
});

t.test("the commit is no part of a version as people say it", async (t) => {
  t.equal(shortVersion("1.8.1 commit f8a096be060b"), "1.8.1");
});
