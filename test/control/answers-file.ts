import { appendFileSync, closeSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { AnswersFile, LONGEST_LINE, MOST_BYTES } from "../../lib/control/answers-file.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

function answersOf(t: Test) {
  const path = join(temporaryDirectory(t), "events");
  const answers = new AnswersFile(path);
  t.teardown(() => answers.close());
  return { answers, write: (text: string) => appendFileSync(path, text) };
}

t.test("it is made where nothing is, and nothing that is there is taken for it", async (t) => {
  const directory = temporaryDirectory(t);
  const [file, link, made] = ["file", "link", "made"].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, "precious");
  symlinkSync(made, link);
  for (const path of [file, link]) t.throws(() => new AnswersFile(path), { code: "EEXIST" });
  t.throws(() => closeSync(openSync(made, "r")), { code: "ENOENT" });
});

t.test("lines come once each, as they become whole", async (t) => {
  const { answers, write } = answersOf(t);
  t.same(answers.lines(), []);
  write("one\ntwo\nth");
  t.same(answers.lines(), ["one", "two"]);
  write("ree\n\n");
  t.same(answers.lines(), ["three", ""]);
  t.same(answers.lines(), []);
});

t.test("as long a line as may be, and as many bytes, are no trouble; one more is", async (t) => {
  const long = answersOf(t);
  long.write("x".repeat(LONGEST_LINE));
  t.same(long.answers.lines(), []);
  t.equal(long.answers.trouble, null);
  long.write("x");
  long.answers.lines();
  t.match(long.answers.trouble, `it has a line of more than ${LONGEST_LINE} bytes`);
  const many = answersOf(t);
  many.write("\n".repeat(MOST_BYTES));
  t.equal(many.answers.lines().length, MOST_BYTES);
  t.equal(many.answers.trouble, null);
  many.write("\n");
  t.same(many.answers.lines(), []);
  t.match(many.answers.trouble, `it has more than ${MOST_BYTES} bytes`);
});

t.test("closed, it is read no more, and may be closed again", async (t) => {
  const { answers, write } = answersOf(t);
  write("one\n");
  answers.close();
  answers.close();
  t.same(answers.lines(), []);
});
