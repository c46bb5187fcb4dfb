import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import "../fixtures/plain-children.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const cli = join(packageRoot, "dist/cli.js");
const elsewhere = `--import=${new URL("../fixtures/another-platform.js", import.meta.url)}`;

t.test("what looks at this machine needs Linux", async (t) => {
  for (const words of [["run"], ["inspect", "1"], ["doctor"], ["clean"]]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [elsewhere, cli, ...words], {
      encoding: "utf8",
    });
    t.match({ status, stdout }, { status: 3, stdout: "" });
    t.equal(
      stderr,
      `fd012: ${words[0]} needs Linux, and this is darwin; compare, history, merge, report, list, explain and expect work here.\n`,
    );
  }
  const help = spawnSync(process.execPath, [elsewhere, cli, "run", "--help"], { encoding: "utf8" });
  t.match(help, { status: 0, stdout: /Usage/, stderr: "" });
});

t.test("what reads stored runs works anywhere, and reads nothing of Linux", needs("root"), async (t) => {
  const place = temporaryDirectory(t);
  const fd012 = (...words: string[]) =>
    spawnSync(process.execPath, words, {
      cwd: place,
      encoding: "utf8",
      timeout: 120_000,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: place },
    });
  for (const part of ["1", "2"]) {
    const run = ["run", "bytes/exact-sizes", "--runtime", "unshare", "--strategy", "shim-pipe"];
    const { status, stderr } = fd012(cli, ...run, "--shard", `${part}/2`, "--out", part);
    t.equal(status, 0, stderr);
  }
  const anywhere = (...words: string[]) => fd012(elsewhere, cli, ...words);
  t.match(anywhere("merge", "1", "2", "--out", "whole"), { status: 0 });
  t.ok(readdirSync(join(place, "whole")).includes("index.html"));
  t.match(anywhere("compare", "whole", "whole"), { status: 0, stderr: "" });
  for (const reporter of ["tap", "junit", "markdown", "html", "ctrf"]) {
    t.match(anywhere("report", "whole", "--reporter", `${reporter}=as-${reporter}`), { status: 0 }, reporter);
    t.match(readFileSync(join(place, `as-${reporter}`), "utf8"), /bytes/, reporter);
  }
  t.match(anywhere("list"), { status: 0, stdout: /bytes\/exact-sizes/, stderr: "" });
  t.match(anywhere("explain", "bytes/exact-sizes/1"), { status: 0, stdout: /MUST/, stderr: "" });
  writeFileSync(join(place, "expect.yaml"), "[]\n");
  t.match(anywhere("expect", "check", "expect.yaml"), { status: 0 });
});
