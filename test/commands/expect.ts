import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { broken, errored, held, runOf } from "../compare/fixtures/runs.ts";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const entry = (name: string, expires = inAMonth) =>
  `# about ${name}\n- case: ${name}\n  runtime: unshare # ours\n  verdict: broken\n  bug: "runc#1"\n  expires: ${expires}\n`;

t.test("check tells expired entries, and refuses what cannot be meant", async (t) => {
  const place = new Place(t);
  const path = join(place.directory, "list.yaml");
  for (const [text, code, message] of [
    [entry("exit-status/code/0"), 0, /^1 entry, 0 expired/],
    [entry("exit-status/code/0", "2020-01-01"), 1, /has expired on 2020-01-01/],
    [entry("exit-status/code/0", "2999-01-01"), 2, /may be at most a year ahead/],
    [entry("wiring").replace("unshare", "unshaer"), 2, /no runtime unshaer; did you mean unshare\?/],
    [entry("wiring").replace("unshare", "runc+crnu"), 2, /no runtime runc\+crnu: runc takes no "\+crnu"/],
    [`${entry("wiring")}  image: nod:20\n`, 2, /no image nod:20: .*did you mean "node"/],
    [`${entry("wiring")}  image: node:20\n`, 0, /^1 entry/],
    [`${entry("wiring")}  when: { kernel: linux >=6 }\n`, 2, /no range of versions/],
    [entry("no/such"), 2, /no claim is called no\/such/],
    [entry("wiring").replace("runc#1", "TODO"), 2, /say where it is told/],
    [entry("wiring").replace(/ {2}bug.*\n/, ""), 2, /entry 1, bug/],
    [`${entry("wiring")}  when: { version: newest }\n`, 2, /no range of versions/],
    [`${entry("wiring")}  when: { cgroup: cgroup2 }\n`, 2, /entry 1, when\.cgroup: .*"v2"/],
    [`${entry("wiring")}  when: { arch: x86_64 }\n`, 2, /entry 1, when\.arch: .*"x64"/],
    ["- case: [", 2, /list\.yaml: /],
  ] as const) {
    writeFileSync(path, text);
    const { code: is, stdout, stderr } = await place.run(t, "expect", "check", path);
    t.match({ code: is, said: stdout + stderr }, { code, said: message });
  }
  writeFileSync(path, entry("wiring").replace("unshare", "candidate"));
  t.match(await place.run(t, "expect", "check", path), { code: 2, stderr: /no runtime candidate/ });
  t.match(await place.run(t, "expect", "check", path, "--runtime", "candidate"), { code: 0 });
  t.match(await place.run(t, "expect", "check", place.directory), { code: 2, stderr: /^fd012: .*\n$/ });
});

t.test("update prints a patch that applies, and keeps what did not run", async (t) => {
  const place = new Place(t);
  const work = join(place.directory, "work");
  const cell = "  strategy: direct-file\n  filesystem: local\n";
  const [kept, vain] = [entry("bytes"), `${entry("exit-status/code/0")}${cell}`];
  writeFileSync(join(work, "list.yaml"), kept + vain);
  writeFileSync(join(work, "run.json"), JSON.stringify(runOf(held(), broken({ test: "code/1" }))));
  const { code, stdout } = await place.run(t, "expect", "update", "list.yaml", "--run", "run.json");
  t.equal(code, 0);
  const patched = spawnSync("git", ["apply", "-"], { cwd: work, input: stdout, encoding: "utf8" });
  t.match(patched, { status: 0, stderr: "" });
  const now = readFileSync(join(work, "list.yaml"), "utf8");
  t.ok(now.startsWith(`${kept}# about exit-status/code/0\n- case: exit-status/code/1\n`), now);
  t.match(now, /outcome: exit 3 · lost 0\n {2}bug: TODO\n {2}expires: \d{4}-\d\d-\d\d\n$/);
});

t.test("a plain list is checked as one in YAML is, but does not expire", async (t) => {
  const place = new Place(t);
  const path = join(place.directory, "known.txt");
  for (const [text, code, message] of [
    [
      "exit-status/code/0 unshare  # runc#1\n",
      0,
      /^1 entry, 0 expired, 1 in a plain list, which do not expire\n$/,
    ],
    ["exit-status/code/0 unshaer  # runc#1\n", 2, /no runtime unshaer; did you mean unshare\?/],
    ["exit-status/code/0 unshare\n", 2, /known\.txt, line 1: it gives no reason/],
    ["no/such  # runc#1\n", 2, /no claim is called no\/such/],
  ] as const) {
    writeFileSync(path, text);
    const { code: is, stdout, stderr } = await place.run(t, "expect", "check", path);
    t.match({ code: is, said: stdout + stderr }, { code, said: message });
  }
});

t.test("update prints a patch for a plain list, too", async (t) => {
  const place = new Place(t);
  const work = join(place.directory, "work");
  writeFileSync(join(work, "known.txt"), "# ours\nexit-status/code/0 unshare direct-file local  # runc#1\n");
  const cases = [held(), broken({ test: "code/1" }), errored({ test: "code/2", id: "exit-status/code/2 x" })];
  writeFileSync(join(work, "run.json"), JSON.stringify(runOf(...cases)));
  const { stdout, stderr } = await place.run(t, "expect", "update", "known.txt", "--run", "run.json");
  t.match(stderr, /^known\.txt: left out: 1 with verdict error/);
  spawnSync("git", ["apply", "-"], { cwd: work, input: stdout, encoding: "utf8" });
  const now = readFileSync(join(work, "known.txt"), "utf8");
  t.equal(now, "# ours\nexit-status/code/1 unshare direct-file local  # TODO\n");
  t.match(await place.run(t, "expect", "check", "known.txt"), { code: 2, stderr: /line 2: say the reason/ });
});

t.test("a plain list excuses what fails, and fails where it does not", needs("root", "crun"), async (t) => {
  const place = new Place(t);
  const work = join(place.directory, "work");
  const runtime = (status: string) => {
    const script = `#!/bin/sh\ncase " $* " in *" run "*) ;; *) exec crun "$@" ;; esac\ncrun "$@"\nexit ${status}\n`;
    writeFileSync(join(work, "rt"), script, { mode: 0o755 });
  };
  writeFileSync(join(work, "known.txt"), "exit-status/code/1 rt  # it reports 0, rt#12\n");
  const words = ["run", "exit-status/code/1", "--strategy", "shim-pipe", "--filesystem", "local"];
  const run = () => place.run(t, ...words, "--runtime", "./rt", "--expect", "known.txt");
  runtime("0");
  t.match(await run(), { code: 0, stderr: /gate passed: 1 expected/ });
  runtime("$?");
  t.match(await run(), { code: 1, stderr: /\(exit-status\/code\/1, it reports 0, rt#12\) did not happen/ });
});
