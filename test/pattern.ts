import t from "tap";
import { patternMatcher, selectionMatcher } from "../lib/pattern.ts";

const matches = (pattern: string, name: string) => patternMatcher([pattern])(name);

t.test("no pattern means everything", async (t) => {
  t.ok(patternMatcher([])("anything/at/all"));
});

t.test("a name means itself and what is below it", async (t) => {
  for (const pattern of ["stale-log", "stale-log/", "stale-log/exit-after", "stale-log/exit-after/natural"])
    t.ok(matches(pattern, "stale-log/exit-after/natural"), pattern);
  t.notOk(matches("stale", "stale-log/both"), "not what only begins like it");
  t.notOk(matches("stale-log/exit", "stale-log/exit-after/natural"));
});

t.test("a star means any text, slashes included", async (t) => {
  for (const pattern of ["*", "stale-log/*", "*natural", "stale*after*", "*/natural"])
    t.ok(matches(pattern, "stale-log/exit-after/natural"), pattern);
  t.notOk(matches("stale-log/*", "wiring/stale-log/x"));
  t.notOk(matches("exit*", "stale-log/exit-after/natural"), "it is the whole name");
});

t.test("one of several is enough", async (t) => {
  t.ok(patternMatcher(["bytes", "wiring"])("wiring/no-extra-fds"));
});

t.test("everything but the star is meant literally", async (t) => {
  t.notOk(matches("exit-status/code/.*", "exit-status/code/17"));
  t.notOk(matches("a.c*", "abc"));
  for (const pattern of ["[", "(*", "\\*", "+*?"]) t.notOk(matches(pattern, "x"), pattern);
});

t.test("what is excluded is left out of what is selected, whichever is narrower", async (t) => {
  const isWanted = selectionMatcher(["wiring", "bytes/exact-sizes"], ["wiring/closed-*", "bytes"]);
  t.ok(isWanted("wiring/no-extra-fds"));
  t.notOk(isWanted("wiring/closed-all"));
  t.notOk(isWanted("bytes/exact-sizes/1"));
  t.notOk(isWanted("disk/full"));
  t.ok(selectionMatcher([], ["bytes"])("wiring/closed-all"), "of everything");
  t.ok(selectionMatcher([], [])("bytes"));
});
