import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { findProgram } from "../../lib/host/programs.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

// The flag lives on the description that the caller shares with PID 1, so that a program between them can take it away.
const clearsAppend = (crun: string) => `#!/usr/bin/perl
use Fcntl;
for my $fh (\\*STDOUT, \\*STDERR) {
  my $flags = fcntl($fh, F_GETFL, 0) or next;
  fcntl($fh, F_SETFL, $flags & ~O_APPEND);
}
exec "${crun}", @ARGV;
`;

t.test(
  "a seeded defect fails exactly the cases concerned, the honest runtime none",
  needs("crun", "perl"),
  async (t) => {
    const place = new Place(t);
    const at = (name: string) => join(place.directory, name);
    const wrapper = at("wrapper");
    writeFileSync(wrapper, clearsAppend(findProgram("crun") as string));
    chmodSync(wrapper, 0o755);
    const run = (runtime: string, ...words: string[]) =>
      place.run(
        t,
        "run",
        "wiring/strategy-honoured",
        ...["--runtime", `crun=${runtime}`, "--strategy", "direct-file", "--strategy", "shim-pipe"],
        ...words,
      );
    t.match(await run("crun", "--out", at("honest")), { code: 0 });
    const again = await run("crun", "--baseline", at("honest"), "--out", at("again"));
    t.match(again, { code: 0, stderr: /gate passed/ });
    const { code, stderr } = await run(wrapper, "--baseline", at("honest"), "--out", at("seeded"));
    t.equal(code, 1);
    const failing = stderr.slice(stderr.indexOf("by hand:") - 300).match(/held → broken/g);
    t.equal(failing?.length, 1, stderr);
    t.match(stderr, /✘ wiring\/strategy-honoured crun direct-file local .*held → broken/);
    t.match(stderr, /gate failed: 1 worse or unexpected/);
    const script = /by hand: (.*)/.exec(stderr)?.[1] as string;
    const text = readFileSync(join(place.directory, "work", script), "utf8");
    t.match(text, wrapper, "what is done by hand is done with the runtime that was tested");
    t.equal(spawnSync("sh", ["-n"], { input: text }).status, 0);
  },
);
