import t from "tap";
import { againLine, reproFile } from "../../lib/reporters/again.ts";
import { sampleCase } from "./fixtures/sample-case.ts";

const one = sampleCase();
const line = (...command: string[]) => againLine(one, { command: ["run", ...command] });
const PLAIN = "fd012 run exit-status/code/0 --runtime unshare --strategy direct-file --filesystem local";

t.test("it names the cell, and the image, as it was asked for, where the run named one", async (t) => {
  t.equal(line("exit-status", "--jobs", "2"), PLAIN);
  const asked = sampleCase({ image: "node:20" });
  const imageLine = (...command: string[]) => againLine(asked, { command: ["run", ...command] });
  t.equal(imageLine("--image", "node:20"), `${PLAIN} --image node:20`);
  t.equal(imageLine("--image=node:20"), `${PLAIN} --image node:20`);
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

t.test("what was added is added again", async (t) => {
  t.equal(
    line("--driver=./mine.ts", "--suite", "a.ts", "--suite", "b.ts"),
    `${PLAIN} --suite a.ts --suite b.ts --driver ./mine.ts`,
  );
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
  const ordinary = "stale-log/keep-writing podman+crun direct-file nfs3+soft node:20@libc=2.41 #2";
  t.equal(
    reproFile({ id: ordinary }),
    "repro/stale-log-keep-writing-podman+crun-direct-file-nfs3+soft-node-20@libc=2.41-2.sh",
  );
  for (const odd of [
    "",
    ".",
    "..",
    "../..",
    "/",
    "-",
    "a\nb",
    "a/b ../c\0 node:20",
    "é",
    "x".repeat(300),
    "é".repeat(300),
  ]) {
    const [directory, name = "", ...more] = reproFile({ id: odd }).split("/");
    t.same([directory, more], ["repro", []], odd);
    t.match(name, /^[\w+@=][\w.+@=-]*\.sh$|^-[\da-f]{12}\.sh$/, odd);
    t.ok(Buffer.byteLength(name) <= 160, `${name.length} bytes`);
  }
});

t.test("no two cases share a script", async (t) => {
  const end = "direct-file local node:20";
  const ids = [
    ...["podman+crun", "podman-crun", "podman@crun", "podman crun", "podman\ncrun", "podman/crun"],
    ...[`${"x".repeat(300)}a`, `${"x".repeat(300)}b`],
  ].map((runtime) => `a/b ${runtime} ${end}`);
  t.equal(new Set(ids.map((id) => reproFile({ id }))).size, ids.length);
});
