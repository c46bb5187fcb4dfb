import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { Place } from "../fixtures/fd012.ts";
import { COMMANDS, obeyed, runThatSays } from "../reporters/fixtures/log-commands.ts";

/** Words that a wrapped line could begin with, too. */
const evil = COMMANDS.map((command) => `${"word ".repeat(20)}${command} ${command}\n${command}`).join("\n");

t.test("no command of a stored run's containers comes to the log", async (t) => {
  const place = new Place(t);
  const work = join(place.directory, "work");
  const run = runThatSays(evil);
  for (const name of ["before", "after"]) {
    mkdirSync(join(work, name));
    writeFileSync(join(work, name, "run.json"), JSON.stringify(name === "before" ? runThatSays("x") : run));
  }
  const ways = [
    ...["progress", "tap", "junit=/dev/stdout", "markdown=/dev/stdout", "json=/dev/stdout"].map((name) => [
      ...["report", "after", "--reporter", name],
    ]),
    ...["text", "json", "markdown", "table"].map((format) => [
      "compare",
      "before",
      "after",
      "--format",
      format,
    ]),
    ["merge", "after", "--out", "merged"],
  ];
  for (const words of ways) {
    const { code, stdout, stderr } = await place.run(t, ...words);
    t.ok([0, 1, 2].includes(code as number), `${words.join(" ")}: ${code} ${stderr.slice(0, 300)}`);
    t.not(stdout + stderr, "");
    t.same(
      obeyed(stdout)
        .concat(obeyed(stderr))
        .map((line) => line.slice(0, 200)),
      [],
      words.join(" "),
    );
  }
});

t.test("no command that a name holds comes to the log", async (t) => {
  const name = `${COMMANDS.join("\n")}\n`;
  const place = new Place(t);
  for (const words of [
    [name],
    ["explain", name],
    ["list", `a\n${name}`],
    ["run", "--runtime", name],
    ["run", "--reporter", `tap=/${name}/a`],
    ["report", `/nowhere/\n${name}`],
  ]) {
    const { code, stdout, stderr } = await place.run(t, ...words);
    t.equal(code, 2, stderr);
    t.same(obeyed(stdout).concat(obeyed(stderr)), [], JSON.stringify(words));
  }
});
