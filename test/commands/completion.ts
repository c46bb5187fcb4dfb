import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { fd012 } from "../fixtures/fd012.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";
import { needs } from "../requirement.ts";

const fixture = (name: string) => join(packageRoot, "test/commands/fixtures", name);

t.test("an unknown shell is refused, and the known ones are named", async (t) => {
  const { code, stdout, stderr } = await fd012(t, "completion", "tcsh");
  t.match({ code, stdout }, { code: 2, stdout: "" });
  t.match(stderr, /^fd012: There is no .*shell "tcsh".* Known: bash, zsh, fish\.\n$/);
});

t.test("the help says how each shell is set up", async (t) => {
  const { code, stdout } = await fd012(t, "completion", "--help");
  t.equal(code, 0);
  for (const line of [
    "source <(fd012 completion bash)",
    "source <(fd012 completion zsh)",
    "fd012 completion fish >~/.config/fish/completions/fd012.fish",
  ])
    t.ok(stdout.includes(line), line);
  t.notMatch((await fd012(t, "--help")).stdout, /^ {2}complete /m, "what the scripts call is hidden");
});

/** What stands in place of the last word, each with what a shell shows beside it cut off. */
async function offer(t: Test, ...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await fd012(t, "complete", "--", ...words);
  t.match({ code, stderr }, { code: 0, stderr: "" }, words.join(" "));
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => (line.startsWith(":files") ? line : (line.split("\t")[0] as string)));
}

t.test("every candidate is offered with its summary", async (t) => {
  const { stdout } = await fd012(t, "complete", "--", "run", "--strategy", "shim");
  t.match(stdout, /^shim-pipe\tfd 1 and 2 are pipes [^\t\n]+\n$/);
});

/** A command line, and all that is offered for it. */
const whole: readonly (readonly [line: string, candidates: readonly string[]])[] = [
  ["ins", ["inspect"]],
  ["expect up", ["update"]],
  ["run --excl", ["--exclude"]],
  ["run wiring --dry", ["--dry-run"]],
  ["run --strategy shim", ["shim-pipe"]],
  ["run --strategy=shim", ["--strategy=shim-pipe"]],
  ["run --runtime cru", ["crun"]],
  ["run --runtime mine=cru", ["mine=crun"]],
  ["run --runtime mine=./c", [":files\tmine="]],
  ["run --runtime ./c", [":files\t"]],
  ["run --runtime podman@k8", ["podman@k8s-file"]],
  ["run --runtime podman+./c", [":files\tpodman+"]],
  ["run --filesystem stale", ["stalefs"]],
  ["run --image init:t", ["init:tini"]],
  ["run --require kernel", ["kernel-trace"]],
  ["run --reporter jun", ["junit"]],
  ["run --reporter junit=x", [":files\tjunit="]],
  ["run --reporter=junit=x", [":files\t--reporter=junit="]],
  ["run --fail-on died,los", ["died,lost"]],
  ["run --baseline ", [":files\t"]],
  ["run --expect=li", [":files\t--expect="]],
  ["run --out r", [":files\t"]],
  ["run --last-failed ", [":files\t"]],
  ["run --last-failed --dry", ["--dry-run"]],
  ["run --jobs ", []],
  ["run --jobs 2 exit-stat --strategy pty-", ["pty-relay"]],
  ["run --exclude stale-handle/operations-w", ["stale-handle/operations-with-state"]],
  ["run wiring stale-handle/operations-w", ["stale-handle/operations-with-state"]],
  ["list stale-handle/operations-w", ["stale-handle/operations-with-state"]],
  ["explain stale-handle/operations-w", ["stale-handle/operations-with-state"]],
  ["explain stale-", ["stale-log/", "stale-handle/"]],
  ["explain wiring ", ["--suite", "--help"]],
  ["run -- --dry", []],
  ["compare a b --format ", ["text", "json", "markdown", "html", "table"]],
  ["history --format ht", ["html"]],
  ["history --by ", ["version", "kernel", "libc", "node", "date"]],
  ["compare reports/", [":files\t"]],
  ["merge one ", [":files\t"]],
  ["inspect ", ["docker:", "podman:", "containerd:"]],
  ["completion ", ["bash", "zsh", "fish"]],
  ["run --no-such-option=", []],
];

t.test("commands, options and their values", async (t) => {
  for (const [line, candidates] of whole) {
    const found = await offer(t, ...line.split(" "));
    t.same(
      found.filter((word) => word !== "help"),
      candidates,
      line,
    );
  }
});

t.test("a suite is offered alone, until no other is meant", async (t) => {
  const suites = await offer(t, "run", "");
  t.ok(suites.includes("wiring") && suites.every((name) => !name.includes("/")));
  const one = await offer(t, "run", "stale-h");
  t.equal(one[0], "stale-handle");
  t.ok(one.includes("stale-handle/operations"));
});

t.test("every format that compare and history know is offered, and no other", async (t) => {
  for (const command of ["compare", "history"]) {
    const formats = await offer(t, command, "--format", "");
    const { stderr } = await fd012(t, command, "a", "b", "--format", "no-such-format");
    const known = /Known: (.*)\.$/m.exec(stderr)?.[1]?.split(", ") ?? [];
    t.same(
      formats.filter((name) => name !== "table"),
      known,
      command,
    );
  }
});

/** A directory with a file of a name with a blank, and one on PATH with nothing but fd012, and what every machine has. */
function place(t: Test): { cwd: string; env: NodeJS.ProcessEnv } {
  const cwd = temporaryDirectory(t);
  writeFileSync(join(cwd, "known failures.txt"), "");
  mkdirSync(join(cwd, "bin"));
  const program = join(cwd, "bin", "fd012");
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${join(packageRoot, "dist/cli.js")}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  return { cwd, env: { HOME: cwd, TERM: "dumb", PATH: `${join(cwd, "bin")}:${process.env.PATH}` } };
}

const LIMIT = { encoding: "utf8", timeout: 60_000 } as const;

t.test("bash replaces what stands behind its own word breaks", async (t) => {
  const there = place(t);
  const bash = (...words: string[]) => {
    const line = words.join(" ").replace(/ ([=:@])(?: |$)/g, "$1");
    const { stdout, stderr } = spawnSync("bash", [fixture("typed.bash"), line, ...words], {
      ...LIMIT,
      ...there,
    });
    t.equal(stderr, "", line);
    return stdout.trimEnd().split("\n");
  };
  t.same(bash("fd012", "ins"), ["inspect"]);
  t.same(bash("fd012", "run", "--strategy", "shim"), ["shim-pipe"]);
  t.same(bash("fd012", "run", "--strategy", "=", "shim"), ["shim-pipe"]);
  t.same(bash("fd012", "run", "--image", "init", ":", "t"), ["tini"]);
  t.same(bash("fd012", "run", "--runtime", "podman", "@", "k8"), ["k8s-file"]);
  t.same(bash("fd012", "run", "--runtime", "mine", "=", "cru"), ["crun"]);
  t.same(bash("fd012", "run", "--runtime", "mine", "=", "./kn"), ["./known failures.txt"]);
  t.same(bash("fd012", "run", "--reporter", "junit", "=", "kn"), ["known failures.txt"]);
  t.same(bash("fd012", "run", "'stale-handle/operations-w"), ["stale-handle/operations-with-state"]);
  t.same(bash("fd012", "run", "stale-handle/operations-w"), ["stale-handle/operations-with-state"]);
  t.same(bash("no-such-program", "ru"), [""], "nothing is printed where fd012 is missing");
});

t.test("zsh completes a line on its terminal", needs("zsh"), async (t) => {
  const there = place(t);
  const completed = join(there.cwd, "completed");
  const zsh = (line: string) => {
    const env = { ...there.env, LINE_TYPED: line, COMPLETED: completed };
    const { stdout } = spawnSync("zsh", ["-f", fixture("typed.zsh")], { ...LIMIT, ...there, env });
    if (!existsSync(completed)) t.fail(stdout);
    return readFileSync(completed, "utf8").trimEnd();
  };
  t.equal(zsh("fd012 ins"), "fd012 inspect");
  t.equal(zsh("fd012 run --strategy shim"), "fd012 run --strategy shim-pipe");
  t.equal(zsh("fd012 run --strategy=shim"), "fd012 run --strategy=shim-pipe");
  t.equal(zsh("fd012 run --image init:t"), "fd012 run --image init:tini");
  t.equal(zsh("fd012 run --runtime mine=./kn"), "fd012 run --runtime mine=./known\\ failures.txt");
  t.equal(zsh("fd012 inspect dock"), "fd012 inspect docker:");
  t.equal(zsh("fd012 run stale-handle/operations-w"), "fd012 run stale-handle/operations-with-state");
});

t.test("fish completes a line, with summaries", needs("fish"), async (t) => {
  const there = place(t);
  const fish = (line: string) => {
    const program = "source (fd012 completion fish | psub); complete -C $argv[1]";
    const { stdout, stderr } = spawnSync("fish", ["-c", program, line], { ...LIMIT, ...there });
    t.equal(stderr, "", line);
    return stdout.trimEnd();
  };
  t.match(fish("fd012 run --strategy shim"), /^shim-pipe\tfd 1 and 2 are pipes/);
  t.match(fish("fd012 run --strategy=shim"), /^--strategy=shim-pipe\tfd 1 and 2 are pipes/);
  t.match(fish("fd012 run --image init:t"), /^init:tini\t/);
  t.match(fish("fd012 run --runtime mine=./kn"), /^mine=\.\/known failures\.txt/);
  t.match(fish("fd012 run stale-handle/operations-w"), /^stale-handle\/operations-with-state\t/);
  t.equal(fish("/no/such/fd012 ru"), "", "nothing is printed where fd012 is missing");
});
