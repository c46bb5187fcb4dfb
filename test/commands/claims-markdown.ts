import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { claimsMarkdown } from "../../lib/commands/claims-markdown.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { suite } from "../../lib/suite.ts";
import { suites } from "../../suites/index.ts";
import { fd012 } from "../fixtures/fd012.ts";

const common = {
  level: "MUST",
  cites: ["a <source>", "another|one"],
  strategies: ["direct-file"],
  filesystems: ["local"],
  workload: "exit-natural",
  byHand: [],
} as const;

t.test("a row a claim, and one for those that differ by a number", async (t) => {
  const own = suite("own", "A family", (test) => {
    for (const size of [1, 4096])
      test(`sizes/${size}`, { ...common, claim: `${size} bytes arrive` }, async () => {});
    const needs = ["exec"] as const;
    test("other", { ...common, claim: "It is seen", level: "SEE", program: "actor", needs }, async () => {});
  });
  const rows = claimsMarkdown([own]).split("\n");
  t.match(rows[2], /^2 claims: a runtime keeps or breaks 1 of them \(MUST\); what it does in 1 is recorded/);
  t.same(rows.filter((row) => row.startsWith("| `")).length, 2);
  t.ok(rows.some((row) => row.startsWith("| `own/sizes/N` | MUST | N bytes arrive; N is 1, 4096 | ")));
  t.ok(
    rows.some((row) =>
      row.endsWith(" | direct-file on local | actor, exec | a \\<source><br>another\\|one |"),
    ),
  );
});

t.test("suites/README.md is what the claims say", async (t) => {
  const page = readFileSync(join(packageRoot, "suites/README.md"), "utf8");
  t.equal(page, claimsMarkdown(suites), "node dist/cli.js list --markdown >suites/README.md writes it anew");
});

t.test("the command prints it, of some claims too", async (t) => {
  const { code, stdout } = await fd012(t, "list", "--markdown", "exec/*");
  t.equal(code, 0);
  t.match(stdout, /^# Claims\n[\s\S]*\n\| `exec\/bytes` \| MUST \|/);
  t.notMatch(stdout, /bytes\/exact-sizes/);
  t.match(await fd012(t, "list", "--markdown", "--json"), { code: 2, stderr: /cannot be used with/ });
});
