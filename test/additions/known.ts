import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { knownWith, ours } from "../../lib/additions/known.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const directory = temporaryDirectory(t);

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const suiteText = (name: string) => `
  import { suite, truncate } from "fd012/suite";
  export default suite("${name}", "Mine", (test) => test("a", {
    claim: "It holds", level: "MUST", cites: ["a clause"], strategies: ["direct-file"], filesystems: ["local"],
    workload: "wait", needs: truncate.needs, byHand: ["look"],
  }, async () => {}));`;
const driverText = (...names: string[]) => `
  import { StartFailed } from "fd012/runtime";
  export default {
    names: ${JSON.stringify(names)}, summary: "Mine",
    open: ({ name }) => ({ name, summary: StartFailed.name, detect() {}, plan() {} }),
  };`;

t.test("without files it is what fd012 has", async (t) => {
  t.equal(await knownWith({}), ours);
  t.equal(await knownWith({ suite: [], driver: [] }), ours);
});

t.test("what files hold comes behind fd012's own, and is told by their names alone", async (t) => {
  const { suites, families, additions } = await knownWith({
    suite: [file("one.mjs", suiteText("one")), file("two.mjs", suiteText("two"))],
    driver: [file("mine.mjs", driverText("mine", "mine-too"))],
  });
  t.same(
    suites.map(({ name }) => name),
    [...ours.suites.map(({ name }) => name), "one", "two"],
  );
  t.same(families.slice(0, -1), ours.families);
  t.same(families.at(-1)?.names, ["mine", "mine-too"]);
  t.same(additions, {
    suites: [
      { name: "one", file: "one.mjs" },
      { name: "two", file: "two.mjs" },
    ],
    drivers: [{ runtimes: ["mine", "mine-too"], file: "mine.mjs" }],
  });
});

t.test("a file finds those beside it, as JavaScript and as TypeScript", async (t) => {
  mkdirSync(join(directory, "parts"));
  file("parts/name.ts", 'export const name: string = "in-parts";\nexport interface Part {}\n');
  const text = `import { name, type Part } from "./parts/name.ts";\nexport const part: Part = {};\n${suiteText("x").replace('"x"', "name")}`;
  const { suites } = await knownWith({ suite: [file("parts.ts", text)] });
  t.equal(suites.at(-1)?.name, "in-parts");
});

t.test("a name that is taken is refused, whoever has it", async (t) => {
  const taken = (files: Parameters<typeof knownWith>[0], words: RegExp) =>
    t.rejects(knownWith(files), { code: "ADDED_NAME", exitCode: 2, message: words });
  await taken({ suite: [file("bytes.mjs", suiteText("bytes"))] }, /"bytes", and so has fd012's own/);
  await taken({ driver: [file("crun.mjs", driverText("new", "crun"))] }, /"crun", and so has fd012's own/);
  const [a, b] = [file("a.mjs", driverText("a")), file("b.mjs", driverText("b", "a"))];
  await taken({ driver: [a, b] }, /b\.mjs has a runtime "a", and so has --driver .*a\.mjs/);
  await taken({ driver: [file("twice.mjs", driverText("c", "c"))] }, /"c", and so has --driver .*twice\.mjs/);
});

t.test("a file that cannot be loaded is told in one sentence", async (t) => {
  const refused = async (path: string, words: RegExp, code = "ADDED_FILE") => {
    const error = await knownWith({ suite: [path] }).catch((error) => error);
    t.match(error, { code, exitCode: 2, message: words }, path);
    t.notMatch(error.message, /\n/);
  };
  await refused(join(directory, "none.mjs"), /cannot be read \(ENOENT\)/);
  await refused(directory, /cannot be read \(EISDIR\)/);
  await refused(file("syntax.mjs", "export default 1 +;"), /SyntaxError: /);
  await refused(file("syntax.ts", "const x: number = ;"), /cannot be loaded: \S/);
  await refused(file("throws.mjs", 'throw new Error("one\\n two.")'), /cannot be loaded: one two\.$/);
  await refused(file("object.mjs", "throw null"), /it threw null/);
  await refused(file("needs.mjs", 'import "no-such-package"'), /no-such-package/);
  await refused(file("asks.mjs", 'import { nothing } from "fd012/suite"'), /nothing/);
  await refused(file("none.js", "export const a = 1"), /no suite/, "ADDED_EXPORT");
});

t.test("a file that never ends to load is not waited for", async (t) => {
  process.env.FD012_DEADLINE_FACTOR = "0.02";
  t.teardown(() => delete process.env.FD012_DEADLINE_FACTOR);
  const path = file("waits.mjs", "await new Promise(() => {})");
  await t.rejects(knownWith({ driver: [path] }), {
    code: "ADDED_FILE",
    message: /did not happen within 0\.2 s/,
  });
});
