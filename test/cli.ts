import t from "tap";
import packageJson from "../package.json" with { type: "json" };
import { fd012 } from "./fixtures/fd012.ts";

t.test("every command explains itself with examples", async (t) => {
  for (const words of [[], ["run"], ["list"], ["explain"], ["doctor"], ["clean"]]) {
    const { code, stdout, stderr } = await fd012(t, ...words, "--help");
    t.match({ code, stderr }, { code: 0, stderr: "" });
    t.match(stdout, /^Usage: fd012/, words.join(" "));
    t.match(stdout, /^Examples:\n {2}fd012 /m, words.join(" "));
  }
});

t.test("the exit codes are told", async (t) => {
  const { stdout } = await fd012(t, "--help");
  t.match(
    stdout,
    /0 as expected, 1 unexpected result, 2 usage, 3 .*, 4 nothing ran,\n70 .*, 130 interrupted, 141 /,
  );
});

t.test("the options of run stand in groups, with their defaults in the same words", async (t) => {
  const { stdout } = await fd012(t, "run", "--help");
  const headings = [...stdout.matchAll(/^([A-Z][\w -]+):$/gm)].map(([, heading]) => heading);
  t.same(headings, [
    ...["Arguments", "Select", "Run", "Judge", "Report", "Split", "Virtual machine", "Options"],
    ...["Environment", "Project file", "Exit codes", "Exit codes with --bisect", "Examples"],
  ]);
  const help = stdout.replace(/\s+/g, " ");
  t.match(help, "counts as a hang (default: 20)");
  t.match(help, "(default: all that are found)");
  t.match(help, "directory for the report (default: reports/<time>)");
  t.notMatch(help, /default: (false|true|\[\]|\{)/, "a flag that is off by default says nothing");
  const own = stdout.slice(stdout.indexOf("\nOptions:"), stdout.indexOf("\nEnvironment:"));
  t.equal(own.trim().split("\n").length, 2, "every option but --help stands in a group");
});

t.test("run's help has every exit code", async (t) => {
  const { stdout } = await fd012(t, "run", "--help");
  for (const code of [0, 1, 2, 3, 4, 70, 125, 129, 130, 141])
    t.match(stdout, new RegExp(`^ {2}${code} `, "m"));
});

t.test("the version is the package's", async (t) => {
  t.match(await fd012(t, "--version"), { code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
});

t.test("what it does not understand is told in one line, with exit code 2", async (t) => {
  const wrong: [string[], RegExp][] = [
    [["rum"], /unknown command 'rum'/],
    [["run", "--strateg", "null"], /unknown option '--strateg'/],
    [["run", "--jobs", "0"], /whole number/],
    [["run", "--jobs", "2.5"], /whole number/],
    [["run", "--timeout", "soon"], /whole number/],
    [["run", "--out"], /argument missing/],
    [["explain"], /missing required argument/],
  ];
  for (const [words, message] of wrong) {
    const { code, stdout, stderr } = await fd012(t, ...words);
    t.match({ code, stdout }, { code: 2, stdout: "" }, words.join(" "));
    t.match(stderr, message);
    t.match(stderr, /^fd012: /);
  }
});

t.test("a name that nothing has is told in one line, with the nearest one and exit code 2", async (t) => {
  const wrong: [string[], string, string][] = [
    [["run", "stale-lgo"], "test", "stale-log"],
    [["run", "wiring", "exit-status/code/8"], "test", "exit-status/code/"],
    [["run", "--runtime", "unshar"], "runtime", "unshare"],
    [["run", "--strategy", "shim-pip"], "strategy", "shim-pipe"],
    [["run", "--filesystem", "stalesf"], "filesystem", "stalefs"],
    [["run", "--image", "nod"], "image", "node"],
    [["run", "--reporter", "tab"], "reporter", "tap"],
    [["run", "--require", "kernel-trac"], "runtime or filesystem", "kernel-trace"],
    [["list", "wirin"], "test", "wiring"],
    [["explain", "stale-log/keep-writin"], "test", "stale-log/keep-writing"],
  ];
  for (const [words, what, nearest] of wrong) {
    const { code, stdout, stderr } = await fd012(t, ...words);
    t.match({ code, stdout }, { code: 2, stdout: "" }, words.join(" "));
    t.ok(stderr.startsWith(`fd012: There is no ${what} "`), stderr);
    t.ok(stderr.includes(`did you mean "${nearest}`), stderr);
    t.equal(stderr.split("\n").length, 2, "one line");
  }
});
