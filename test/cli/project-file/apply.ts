import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import t, { type Test } from "tap";
import { runOptions } from "../../../lib/cli/all-run-options.ts";
import { applyProjectFile } from "../../../lib/cli/project-file/apply.ts";
import { NEWEST } from "../../../lib/commands/vm-words.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

function optionsWith(t: Test, text: string, ...words: string[]) {
  const path = join(temporaryDirectory(t), "all.yaml");
  writeFileSync(path, text);
  const command = new Command("run");
  for (const option of runOptions()) command.addOption(option);
  command.parse(["--config", path, ...words], { from: "user" });
  applyProjectFile(command);
  return command.opts();
}

t.test("a flag that is on is given, one that is off is not", async (t) => {
  t.match(optionsWith(t, "no-kernel-trace: true\nbail: true\n"), { kernelTrace: false, bail: true });
  t.match(optionsWith(t, "no-kernel-trace: false\nbail: false\n"), { kernelTrace: true, bail: false });
});

t.test("values have the form that the command line gives them", async (t) => {
  const text = "jobs: 2\nruntime: crun\nvm: true\n";
  t.match(optionsWith(t, text), { jobs: 2, runtime: ["crun"], vm: [NEWEST], timeout: 20 });
  t.match(optionsWith(t, text, "--jobs", "3", "--vm", "6.1"), { jobs: 3, vm: ["6.1"] });
});

t.test("commands do not see the file's name, which means nothing in a virtual machine", async (t) => {
  t.equal(optionsWith(t, "").config, undefined);
});
