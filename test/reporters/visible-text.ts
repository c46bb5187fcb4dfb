import t from "tap";
import { cut, visible, visibleLines } from "../../lib/reporters/visible-text.ts";
import { HOSTILE } from "./fixtures/hostile-text.ts";

// Written by hand, not by Unicode category, to check the module's own pattern.
const CONTROLS = String.raw`\0-\x1f\x7f-\x9f`;
const BIDI_AND_INVISIBLE = String.raw`\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff`;
const DANGEROUS = new RegExp(`[${CONTROLS}${BIDI_AND_INVISIBLE}]`);

t.test("what could steer a terminal or hide is shown as an escape", async (t) => {
  t.equal(visible("\x1b[31m"), "\\x1b[31m");
  t.equal(visible("a\r\n\tb\0"), "a\\r\\n\\tb\\0");
  t.equal(visible("\x9b2J\x7f"), "\\x9b2J\\x7f");
  t.equal(visible("\u202Etxt.exe\u202C"), "\\u{202e}txt.exe\\u{202c}");
  t.equal(visible("\u{E0041}"), "\\u{e0041}");
});

t.test("a lone surrogate is shown as an escape, a pair stays", async (t) => {
  t.equal(visible("\uD83D\uDE00 \uD83D \uDE00"), "😀 \\u{d83d} \\u{de00}");
});

t.test("text that people write stays as it is", async (t) => {
  const text = "exit 127 · stale-abort → “Größe” 日本語 \\";
  t.equal(visible(text), text);
});

t.test("nothing dangerous is left of all characters of the BMP", async (t) => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const shown = all.map(visible).join("");
  t.equal(DANGEROUS.exec(shown), null);
  t.doesNotThrow(() => encodeURIComponent(shown), "no lone surrogate");
  t.notMatch(visible(HOSTILE), DANGEROUS);
});

t.test("lines are kept, the empty last one is not", async (t) => {
  t.same(visibleLines("a\r\n\n\tb\x1b\n"), ["a", "", "    b\\x1b"]);
  t.same(visibleLines(""), [""]);
});

t.test("a long text is cut, and says how much was left out", async (t) => {
  const long = "x".repeat(10_000_000);
  t.equal(visible(long), `${"x".repeat(10_000)}… 9990000 more characters`);
  t.same(visibleLines("y\n".repeat(10_000)).at(-1), "… 10000 more characters");
  t.equal(cut("abc", 3), "abc");
  t.equal(cut("ab😀", 3), "ab… 2 more characters", "a pair is not broken");
});
