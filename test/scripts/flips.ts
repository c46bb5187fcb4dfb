import { readFileSync } from "node:fs";
import t from "tap";
import { drawn } from "../../scripts/flips/drawn.js";
import { flipsOf } from "../../scripts/flips/find.js";
import { folders, sourcesOf, testsFor } from "../../scripts/flips/folders.js";
import { isListed, knownFlips, unfound } from "../../scripts/flips/known.js";

const flips = (text: string) => flipsOf("a.ts", text).map(({ flip }) => flip);

t.test("operators, conditions, choices and lists are flipped, types and words are not", async (t) => {
  for (const [text, expected] of [
    ["a < b;", ["a < b → a <= b", "a < b → a >= b"]],
    ["a === b;", ["a === b → a !== b"]],
    ["a ?? 0;", ["a ?? 0 → a"]],
    ["a?.b;", ["a?.b → a.b"]],
    ["a?.[0];", ["a?.[0] → a[0]"]],
    ["!a;", ["!a → a"]],
    ["a ? b : c;", ["a ? b : c → a ? c : b"]],
    ["if (a) b();", ["a → !(a)"]],
    ["if (!a) b();", ["!a → a"]],
    ["a.some(b);", ["a.some(b) → a.every(b)"]],
    ["a.filter(b);", ["a.filter(b) → a"]],
    ["const a: true | false = b as true;", []],
    ["interface A { b: false }", []],
    ['f("a < b");', []],
  ] as const)
    t.same(flips(text), expected, text);
});

t.test("a flip is the whole file with one change, and the text of its line", async (t) => {
  const [one] = flipsOf("a.ts", "f();\n  if (a || b) f();\n");
  t.same(one, {
    ...{ path: "a.ts", number: 2, line: "if (a || b) f();", flip: "a || b → a && b" },
    changed: "f();\n  if (a && b) f();\n",
  });
});

t.test("what is long is cut around its change", async (t) => {
  const [flip = ""] = flips(`f(${"x".repeat(300)} || a);`);
  t.ok(flip.length < 200 && flip.includes("|| a") && flip.includes("&& a"), flip);
});

t.test("the same seed draws the same, each at most once", async (t) => {
  const list = Array.from({ length: 50 }, (_, index) => index);
  t.same(drawn(list, 7, 20), drawn(list, 7, 20));
  t.not(String(drawn(list, 7, 20)), String(drawn(list, 8, 20)));
  t.equal(new Set(drawn(list, 7, 99)).size, 50);
});

t.test("every flip that is listed as known is there, and says why it changes nothing", async (t) => {
  const all = Object.keys(folders).flatMap((folder) =>
    sourcesOf(folder).flatMap((path) => flipsOf(path, readFileSync(path, "utf8"))),
  );
  const known = knownFlips();
  t.same(unfound(known, all), []);
  for (const { flip, reason } of known) t.ok(reason.length > 10, flip);
  const [one] = all as [(typeof all)[number]];
  const gone = { file: one.path, line: "no such line", flip: one.flip, reason: "" };
  t.equal(isListed([gone], one), false);
  t.same(unfound([gone], all), [gone]);
});

t.test("every file that is flipped has tests", async (t) => {
  for (const folder of Object.keys(folders) as (keyof typeof folders)[])
    for (const path of sourcesOf(folder)) t.ok(testsFor(path, folder).flat().length > 0, path);
});
