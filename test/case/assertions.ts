import { setTimeout } from "node:timers/promises";
import t from "tap";
import { Assertions } from "../../lib/case/assertions.ts";

t.test("what is asserted comes out as plain data, details of failures only", async (t) => {
  const assertions = new Assertions("case");
  assertions.t.ok(true, "it holds");
  assertions.t.equal(1, 2, "it does not");
  assertions.t.ok(true, "nobody knows", { skip: "no root" });
  const list = await assertions.end();
  t.match(list, [
    { ok: true, name: "it holds", skip: null, detail: null },
    { ok: false, name: "it does not", skip: null, detail: Object },
    { ok: true, name: "nobody knows", skip: "no root", detail: null },
  ]);
  t.same(JSON.parse(JSON.stringify(list)), list);
});

t.test("what was seen and required is kept as data, patterns and what is not there too", async (t) => {
  const assertions = new Assertions("case");
  assertions.t.match({ a: [1] }, { a: /x/ }, "a pattern");
  assertions.t.equal(undefined, 1, "nothing");
  assertions.t.not(1, 1, "forbidden");
  assertions.t.ok(false, "own words", { observed: "seen", because: "of this" });
  const details = (await assertions.end()).map(({ detail }) => detail);
  t.same(
    details.map((detail) => Object.keys(detail ?? {})),
    [
      ["observed", "required"],
      ["observed", "required"],
      ["observed", "forbidden"],
      ["observed", "because"],
    ],
    "and nothing of where it stands in the suite",
  );
  t.match(details[0], { observed: { a: [1] }, required: { a: "/x/" } });
  t.match(details[1], { observed: null, required: 1 });
  t.match(details[2], { observed: 1, forbidden: 1 });
  t.match(details[3], { observed: "seen", because: "of this" });
});

t.test("a failure inside does not fail the test around it", async (t) => {
  const assertions = new Assertions("case");
  assertions.t.fail("inside");
  await assertions.end();
  t.ok(t.passing());
});

t.test("a case without assertions ends with none", async (t) => {
  t.same(await new Assertions("case").end(), []);
});

t.test("hostile names stay text", async (t) => {
  const assertions = new Assertions("case");
  assertions.t.ok(true, "a # SKIP b\nnot ok 2 - forged\n\u001b[31m");
  const list = await assertions.end();
  t.equal(list.length, 1);
  t.match(list, [{ ok: true, skip: null }]);
});

t.test("a reason to skip stays one reason, and there is always one", async (t) => {
  const reasons = ["a\nnot ok 5 - forged", "a\u2028b\0c", "", " \n ", "a # TODO b"];
  const assertions = new Assertions("case");
  for (const skip of reasons) assertions.t.ok(true, "unseen", { skip });
  assertions.t.ok(true, { skip: "no name" });
  const list = await assertions.end();
  t.same(
    list.map(({ ok, skip }) => [ok, skip]),
    ["a not ok 5 - forged", "a b c", "no reason was given", "no reason was given", "a # TODO b"]
      .concat("no name")
      .map((skip) => [true, skip]),
  );
});

t.test("every character of what was seen and required is kept, and none of it is TAP", async (t) => {
  const hostile = "a\0b\u2028c\u0085\ud800 é 😀\r\n...\nnot ok 7 - forged\n  ---\n\u001b[31m";
  const own = new Assertions("case");
  own.t.equal(hostile, "x");
  own.t.match({ a: hostile }, { a: "x" }, hostile);
  own.t.same([hostile], []);
  own.t.ok(false, hostile, { observed: hostile, at: null, stack: "" });
  own.t.notOk(true, "said", { observed: hostile });
  own.t.fail(hostile);
  own.t.pass(hostile);
  const list = await own.end();
  t.same(
    list.map(({ ok, detail }) => [ok, detail]),
    [
      [false, { observed: hostile, required: "x" }],
      [false, { observed: { a: hostile }, required: { a: "x" } }],
      [false, { observed: [hostile], required: [] }],
      [false, { observed: hostile }],
      [false, { observed: hostile }],
      [false, null],
      [true, null],
    ],
  );
});

t.test("a case goes on until it is ended, however long nothing is asserted", async (t) => {
  const assertions = new Assertions("case");
  assertions.t.ok(true, "before");
  await setTimeout(20);
  assertions.t.ok(true, "behind", { skip: true });
  t.match(await assertions.end(), [
    { ok: true, name: "before", skip: null },
    { ok: true, name: "behind", skip: "no reason was given" },
  ]);
});
