import t from "tap";
import { Delivery } from "../../lib/log/delivery.ts";
import { randomOf } from "../fixtures/random.ts";

/** What is stored comes piece by piece, and it must not matter how it is cut. */
function of(stored: string, given: string) {
  const cut = (length: number) => {
    const one = new Delivery(Buffer.from(given));
    const bytes = Buffer.from(stored);
    for (let at = 0; at < bytes.length; at += length) one.take(bytes.subarray(at, at + length));
    return one.close();
  };
  const whole = cut(stored.length || 1);
  for (const length of [1, 2, 5]) t.same(cut(length), whole, `in pieces of ${length}`);
  return whole;
}
const amounts = (delivered: number, undelivered: number, misdelivered: number) => ({
  ...{ delivered, undelivered, misdelivered },
});

t.test("all is given back", async (t) => {
  t.same(of("", ""), amounts(0, 0, 0));
  t.same(of("one\ntwo\n", "one\ntwo\n"), amounts(8, 0, 0));
});

t.test("what is left out is counted byte for byte, wherever it stood", async (t) => {
  t.same(of("one\ntwo\n", ""), amounts(0, 8, 0));
  t.same(of("one\ntwo\n", "one\nt"), amounts(5, 3, 0));
  t.same(of("one\ntwo\n", "two\n"), amounts(4, 4, 0));
  t.same(of("one\ntwo\nthree\n", "one\nthree\n"), amounts(10, 4, 0));
  t.same(of("aaa", "a"), amounts(1, 2, 0), "where the beginning and the end are the same bytes");
});

t.test("what is given back and not stored is counted too", async (t) => {
  t.same(of("", "x\n"), amounts(2, 0, 2));
  t.same(of("one\n", "one\none\n"), amounts(8, 0, 4));
});

t.test("as many bytes, but others: a length that agrees says nothing", async (t) => {
  t.same(of("one\ntwo\n", "one\ntwx\n"), amounts(8, 4, 4));
  t.same(of("one\n", "xne\n"), amounts(4, 4, 4));
});

t.test("a stretch that is left out of one line, or put in, is told exactly", async (t) => {
  t.same(of("abcdefghij\n", "abghij\n"), amounts(7, 4, 0));
  t.same(of("abghij\n", "abcdefghij\n"), amounts(11, 0, 4));
});

t.test("lines in another order are all there, and misplaced", async (t) => {
  t.same(of("1\n2\n3\n", "2\n1\n3\n"), amounts(6, 0, 2));
  t.same(of("line 1\nline 2\n", "line 2\nline 1\n"), amounts(14, 0, 7), "though they begin alike");
  t.same(of("1\n2\n1\n4\n", "1\n1\n2\n4\n"), amounts(8, 0, 2), "of equal ones the first is the first");
  t.same(of("a\n1\n2\n1\n4\n", "b\n1\n2\n4\n"), amounts(8, 4, 2), "and it is taken first");
});

t.test("a deficit and a surplus do not make up for each other", async (t) => {
  t.same(of("0\n1\n2\n3\n", "0\nx\n2\n3\ny\n"), amounts(10, 2, 4));
});

t.test("random lines that are left out, put in and changed over are found", async (t) => {
  const next = randomOf(11);
  for (let round = 0; round < 500; round++) {
    const lines = Array.from({ length: 3 + (next() % 10) }, (_, n) => `${n} ${"x".repeat(next() % 5)}\n`);
    const [gone, added] = [next() % lines.length, next() % lines.length];
    const given = lines.filter((_, n) => n !== gone);
    const kind = next() % 3;
    if (kind === 1) given.splice(added, 0, "foreign\n");
    if (kind === 2) given.reverse();
    const left = (lines[gone] as string).length;
    const { undelivered, misdelivered } = of(lines.join(""), given.join(""));
    // All but the first of a reversed order stand behind a later one.
    const misplaced = kind === 1 ? 8 : kind === 2 ? given.slice(1).join("").length : 0;
    t.same({ undelivered, misdelivered }, { undelivered: left, misdelivered: misplaced }, `round ${round}`);
  }
});
