import { readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { askedReporters } from "../../lib/commands/asked-reporters.ts";

const directory = t.testdir({ file: "", reports: {} });
const at = (name: string) => join(directory, name);

t.test("a name with or without a file", async (t) => {
  const asked = askedReporters(["tap", `junit=${at("junit.xml")}`, "json=/dev/null"]);
  t.same(
    asked.map(({ kind, file }) => [kind.name, file]),
    [
      ["tap", null],
      ["junit", at("junit.xml")],
      ["json", "/dev/null"],
    ],
  );
});

for (const [specs, message] of [
  [["junti"], 'There is no reporter "junti"; did you mean "junit"?'],
  [["junit="], '"junit=" names no file: junit=FILE.'],
  [[`junit=${at("reports")}`], "reports: it is a directory; name a file."],
  [[`tap=${at("none/run.tap")}`], "run.tap: make its directory first."],
  [[`tap=${at("file/run.tap")}`], "run.tap: make its directory first."],
  [["junit=/proc/junit.xml"], "The junit reporter cannot write /proc/junit.xml: "],
  [
    ["tap", "github"],
    "The tap and github reporters cannot both write stdout: give one of them a file, tap=FILE.",
  ],
  [[`tap=${at("x")}`, `junit=${at("x")}`], "The tap and junit reporters cannot both write"],
] as const) {
  t.test(`${specs.join(" ").replaceAll(directory, "…")} is a matter of usage`, async (t) => {
    t.throws(() => askedReporters(specs), { exitCode: 2, message });
  });
}

t.test("nothing is left of the trial", async (t) => {
  askedReporters([`junit=${at("junit.xml")}`]);
  t.same(readdirSync(directory).sort(), ["file", "reports"]);
});
