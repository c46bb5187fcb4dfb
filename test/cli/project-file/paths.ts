import t from "tap";
import { fromHere } from "../../../lib/cli/project-file/paths.ts";
import type { Value } from "../../../lib/cli/project-file/value.ts";

const CASES: readonly [string, string, Value, Value][] = [
  ["ci/all.yaml", "baseline", "good.json", "ci/good.json"],
  ["ci/all.yaml", "expect", ["a.yaml", "/b.yaml"], ["ci/a.yaml", "/b.yaml"]],
  ["/etc/all.yaml", "out", "report", "/etc/report"],
  ["../all.yaml", "baseline", "good.json", "../good.json"],
  ["ci/all.yaml", "baseline", "../good.json", "./good.json"],
  ["ci/all.yaml", "runtime", ["crun", "./crun"], ["crun", "ci/crun"]],
  ["ci/all.yaml", "runtime", "../crun", "./crun"],
  ["ci/all.yaml", "runtime", "pr=./bin/crun", "pr=ci/bin/crun"],
  ["ci/all.yaml", "runtime", "podman+../crun", "podman+./crun"],
  ["ci/all.yaml", "runtime", "pr=crun", "pr=crun"],
  ["ci/all.yaml", "reporter", ["tap", "junit=junit.xml"], ["tap", "junit=ci/junit.xml"]],
  ["ci/all.yaml", "vm", ["6.1", "./bzImage"], ["6.1", "ci/bzImage"]],
  ["ci/all.yaml", "exclude", "./x", "./x"],
  ["ci/all.yaml", "timeout", 5, 5],
  ["ci/all.yaml", "bail", true, true],
  ["all.yaml", "runtime", "./crun", "./crun"],
  ["./all.yaml", "baseline", "good.json", "good.json"],
];

t.test("paths in a file are relative to its directory; names stay as they are", async (t) => {
  for (const [file, name, value, expected] of CASES)
    t.same(fromHere(file, name, value), expected, `${file}: ${name}: ${value}`);
});
