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

t.test("a runtime is named as it was", async (t) => {
  for (const [spec, name] of [
    ["mine=./my-runc", "mine"],
    ["./my-runc", "my-runc"],
    ["/opt/a+b/runc+detached", "runc+detached"],
    ["podman+/usr/bin/crun", "podman+crun"],
    ["runc", "runc"],
  ] as const) {
    const command = ["run", "--runtime", "other", "--runtime", spec];
    const again = againLine(sampleCase({ runtime: name }), { command });
    t.match(again, ` --runtime ${spec} --strategy `, spec);
    t.match(againLine(one, { command: ["run", `--runtime=unshare=${spec}`] }), ` --runtime unshare=${spec} `);
  }
  t.equal(line("--runtime", "crun"), PLAIN, "a run of all that was found named none");
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
