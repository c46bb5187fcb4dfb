import { writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { readExpectations } from "../../lib/compare/expectation.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const today = "2026-11-26";
const entry = { case: "wiring/closed-all", verdict: "broken", bug: "crun#1702", expires: "2027-03-01" };

function read(t: Test, ...entries: (object | string)[]) {
  const path = join(temporaryDirectory(t), "list.yaml");
  writeFileSync(path, JSON.stringify(entries)); // YAML has JSON in it.
  return readExpectations(path, today);
}

t.test("an entry has what is expected, where it is told, and until when", async (t) => {
  t.same(read(t, entry), [entry]);
  const { verdict, ...rest } = entry;
  for (const one of [
    { ...rest, outcome: "exit 127 · lost 0" },
    { ...rest, harm: "died" },
  ])
    t.same(read(t, one), [one]);
  t.throws(() => read(t, rest), {
    code: "EXPECT_INVALID",
    message: /neither which verdict nor which outcome nor/,
  });
  t.throws(() => read(t, { ...entry, verdict: "fail" }), {
    code: "EXPECT_INVALID",
    message: /entry 1, verdict/,
  });
  t.throws(() => read(t, { ...rest, harm: "sad" }), { code: "EXPECT_INVALID", message: /entry 1, harm/ });
  t.throws(() => read(t, entry, "wiring/closed-all"), { message: /entry 2: Invalid input/ });
  t.throws(() => read(t, entry, { ...entry, bug: "TODO" }), {
    message: /entry 2, bug: say where it is told/,
  });
});

t.test("a file with nothing in it is an empty list", async (t) => {
  const path = join(temporaryDirectory(t), "list.yaml");
  writeFileSync(path, "# Nothing is known yet.\n");
  t.same(readExpectations(path, today), []);
});

t.test("an expiry is at most a year ahead", async (t) => {
  t.same(read(t, { ...entry, expires: "2027-11-26" }).length, 1, "the last day is in it");
  t.throws(() => read(t, { ...entry, expires: "2027-11-27" }), {
    code: "EXPECT_INVALID",
    message: /entry 1, expires: it may be at most a year ahead, 2027-11-26\.$/,
  });
  t.throws(() => read(t, entry, { ...entry, expires: "9999-12-31" }), { message: /entry 2, expires/ });
  t.same(read(t, { ...entry, expires: "2020-01-01" }).length, 1, "one that is over is for the run to tell");
});

t.test("of several entries that are wrong the first is named", async (t) => {
  const { verdict, ...bare } = entry;
  for (const wrong of [
    { ...entry, bug: "TODO" },
    bare,
    { ...entry, expires: "9999-12-31" },
    { ...entry, when: { version: "crun" } },
  ])
    t.throws(() => read(t, entry, wrong, wrong), { message: /entry 2\b/ }, JSON.stringify(wrong));
});

t.test("a range of versions may name the part that it means", async (t) => {
  for (const version of [">=1.21", "crun >=1.21 <2", "conmon 2.1.6"])
    t.same(read(t, { ...entry, when: { version } }).length, 1, version);
  for (const version of ["crun", "crun newest", ">=1.2.z.3"])
    t.throws(() => read(t, { ...entry, when: { version } }), { message: /is no range of versions/ }, version);
  t.throws(() => read(t, entry, { ...entry, when: { version: "crun" } }), {
    message: /entry 2, when: "crun"/,
  });
});

t.test("a file has at most ten million bytes", async (t) => {
  const path = join(temporaryDirectory(t), "list.yaml");
  writeFileSync(path, "#".repeat(10_000_001));
  t.throws(() => readExpectations(path, today), {
    code: "EXPECT_UNREADABLE",
    message: /it has 10000001 bytes/,
  });
});

t.test("what cannot be read is said in one sentence", async (t) => {
  t.throws(() => readExpectations("/none.yaml", today), { code: "EXPECT_UNREADABLE", exitCode: 2 });
  t.throws(() => readExpectations("/tmp", today), { code: "EXPECT_UNREADABLE", message: /it is no file/ });
  const path = join(temporaryDirectory(t), "list.yaml");
  writeFileSync(path, "- case: [");
  t.throws(() => readExpectations(path, today), {
    code: "EXPECT_INVALID",
    message: /list\.yaml: Flow [^\n]*\.$/,
  });
});
