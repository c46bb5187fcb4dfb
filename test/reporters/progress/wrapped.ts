import t from "tap";
import { wrapped, wrappedWords } from "../../../lib/reporters/progress/wrapped.ts";

t.test("no line is wider than it may be, the separator stays at its end", async (t) => {
  t.same(wrapped(["one", "two", "three"], " → ", 11), ["one → two →", "three"]);
  t.same(wrapped(["one", "two"], " → ", 9), ["one → two"]);
});

t.test("a piece that is too wide has a line of its own", async (t) => {
  t.same(wrapped(["a", "much-too-wide", "b"], " → ", 6), ["a →", "much-too-wide →", "b"]);
});

t.test("nothing is no line", async (t) => {
  t.same(wrapped([], " → ", 6), []);
  t.same(wrappedWords("", 6), []);
});

t.test("words are wrapped at spaces", async (t) => {
  t.same(wrappedWords("a hang is a failure", 9), ["a hang is", "a failure"]);
});
