import t from "tap";
import { editedExpectations } from "../../lib/compare/expectation-edit.ts";

const text = `# What is known of crun.
- case: a # first
  bug: "1"

# about b
- { case: b, bug: '2' }
- case: c
  bug: 3 # last
`;
const edited = (removed: number[], added: object[] = [], of = text) =>
  editedExpectations(of, new Set(removed), added);

t.test("what is not touched stays byte by byte", async (t) => {
  t.equal(edited([]), text);
  t.equal(edited([1]), text.replace("- { case: b, bug: '2' }\n", ""));
  t.equal(edited([0, 2]), "# What is known of crun.\n\n# about b\n- { case: b, bug: '2' }\n");
});

t.test("what is new stands at the end, whether or not the file ends with a newline", async (t) => {
  const added = [{ case: "d", bug: "4" }];
  t.equal(edited([], added), `${text}- case: d\n  bug: "4"\n`);
  t.equal(edited([], added, "- case: a"), '- case: a\n- case: d\n  bug: "4"\n');
  t.equal(edited([], added, ""), '- case: d\n  bug: "4"\n');
});

t.test("a list that becomes empty is still a list", async (t) => {
  t.equal(edited([0], [], "- case: a\n"), "[]\n");
  t.equal(edited([], [{ case: "d" }], "[]\n"), "- case: d\n");
  t.equal(edited([], [], "[]\n"), "[]\n");
});

t.test("a list in brackets cannot be edited line by line", async (t) => {
  t.throws(() => edited([0], [], "[{ case: a }]\n"), { code: "EXPECT_FLOW" });
});
