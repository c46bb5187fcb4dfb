import t from "tap";
import { againLine, reproFile } from "../../lib/reporters/again.ts";
import { sampleCase } from "./fixtures/sample-run.ts";

const one = sampleCase();
const line = (...command: string[]) => againLine(one, { command: ["run", ...command] });
const PLAIN = "fd012 run exit-status/code/0 --runtime unshare --strategy direct-file --filesystem local";

t.test("it names the cell, and the image where the run named one", async (t) => {
  t.equal(line("exit-status", "--jobs", "2"), PLAIN);
  t.equal(line("--image", "node:20"), `${PLAIN} --image node:20.20.2`);
  t.equal(line("--image=node:20"), `${PLAIN} --image node:20.20.2`);
});

t.test("a runtime with a name of its own is named by its SPEC", async (t) => {
  const renamed = PLAIN.replace("--runtime unshare", "--runtime unshare=./my-runc");
  t.equal(line("--runtime", "runc", "--runtime", "unshare=./my-runc"), renamed);
  t.equal(line("--runtime=unshare=./my-runc"), renamed);
});

t.test("it goes to the same machine", async (t) => {
  t.equal(line("--vm", "6.1", "--filesystem", "nfs3"), `${PLAIN} --vm 6.1`);
  t.equal(line("--vm", "stale-log"), `${PLAIN} --vm`);
  t.equal(line("stale-log", "--vm"), `${PLAIN} --vm`);
});

t.test("words are a shell's words, whatever is in them", async (t) => {
  const odd = sampleCase({ test: "it's $(x)" });
  t.match(againLine(odd, { command: [] }), "run 'exit-status/it'\\''s $(x)' --runtime");
});

t.test("the script's name is a file name", async (t) => {
  t.equal(reproFile({ id: "a/b ../c\0 node:20" }), "repro/a-b-..-c-node-20.sh");
});
