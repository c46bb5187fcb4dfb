import t from "tap";
import { failureSentence } from "../../lib/judge/failure-sentence.ts";

const said = (detail: Record<string, unknown> | null, name = "it holds") => failureSentence({ name, detail });

t.test("what was seen comes first, then what was required", async (t) => {
  t.equal(
    said({ observed: "left behind: process 416 (conmon)" }, "nothing may be left behind"),
    "left behind: process 416 (conmon); required: nothing may be left behind",
  );
  t.equal(
    said({ observed: { kind: "exit", code: 3 }, required: { kind: "exit", code: 0 } }, "PID 1 exits 0"),
    "exit 3; required: PID 1 exits 0 (exit 0)",
  );
  t.equal(
    said({ observed: [0, 8], required: [0, 0] }, "nothing is lost"),
    "[0,8]; required: nothing is lost ([0,0])",
  );
  t.equal(
    said({ observed: "words", required: ["data"] }),
    "words; required: it holds",
    "words need no data beside them",
  );
  const rule = { observed: "fd 1 is a pipe", required: "it must be a file" };
  t.equal(said(rule), "fd 1 is a pipe; it must be a file", "a rule says by itself what it requires");
  t.equal(
    said({ observed: ["a pipe"], required: "a file" }),
    '["a pipe"]; required: it holds (a file)',
    "words that are no rule are told as data is",
  );
  t.equal(said({ observed: undefined, required: 1 }), "nothing; required: it holds (1)");
  t.equal(said({ observed: null, required: 1 }), "null; required: it holds (1)");
  t.equal(said({ observed: { kind: "hang", where: "S" } }), "hang; required: it holds");
});

t.test("an assertion that says nothing of what it saw is never told as a bare name", async (t) => {
  t.equal(said(null), "not so: it holds");
  t.equal(said({}), "not so: it holds");
});

t.test("what is too long is cut", async (t) => {
  const sentence = said({ observed: "x".repeat(1_000) });
  t.equal(sentence, `${"x".repeat(299)}…; required: it holds`);
  t.equal(said({ observed: "x".repeat(300) }), `${"x".repeat(300)}; required: it holds`);
});
