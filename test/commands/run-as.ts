import { chmodSync, copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { asNobody, skipWithoutUserNamespaces } from "../host/fixtures/unprivileged.ts";
import { needs } from "../requirement.ts";

const runtimes = ["--runtime", "crun", "--runtime", "runc", "--runtime", "crun+detached"];
const cells = ["--strategy", "direct-file", "--strategy", "shim-pipe", "--strategy", "pty"];

t.test("--as names a user that is there, is not root's, and is root's to name", needs("root"), async (t) => {
  const place = new Place(t);
  t.match(await place.run(t, "run", "--as", "no-such-user", "--runtime", "crun"), {
    code: 2,
    stderr: 'fd012: There is no user "no-such-user" on this machine; --as takes one that is.\n',
  });
  t.match(await place.run(t, "run", "--as", "root", "--runtime", "crun"), { code: 2, stderr: /is root/ });
  const without = new Place(t, asNobody, 0o777);
  t.match(await without.run(t, "run", "--as", "nobody", "--runtime", "unshare"), {
    code: 2,
    stderr: /^fd012: Only root can drive runtimes on behalf of "nobody"/,
  });
  t.match(await place.run(t, "run", "--as", "nobody", "--runtime", "nspawn"), {
    code: 3,
    stderr: /fd012 drives nspawn on nobody else's behalf/,
  });
});

t.test(
  "OCI runtimes are driven rootless on a user's behalf, and the kernel's word is there",
  needs("root", "crun", "runc", "perl", "tracefs"),
  async (t) => {
    const place = new Place(t);
    const out = join(place.directory, "report");
    const words = ["run", "--as", "nobody", ...runtimes, ...cells, "--filesystem", "local", "--out", out];
    const { code, stderr } = await place.run(
      t,
      ...words,
      "wiring/strategy-honoured",
      "exit-status/code/7",
      "exec/own-stdio",
    );
    t.equal(code, 0, stderr);
    const { head, cases } = await readRun(out);
    t.match(head.options, { as: { user: "nobody", ids: 1 }, kernelTrace: true });
    t.same(
      cases
        .filter(({ verdict }) => verdict === "broken" || verdict === "error")
        .map(({ id, reason }) => [id, reason]),
      [],
    );
    const actual = cases.filter(({ test }) => test === "code/7").map((one) => one.observation?.fate.actual);
    t.ok(actual.length > 0);
    for (const fate of actual) t.same(fate, { kind: "exit", code: 7 });
    t.same(remains(place.temporary, []), []);
  },
);

t.test(
  "without root they are driven in the suite's own user namespace",
  { skip: needs("crun", "runc", "perl").skip || skipWithoutUserNamespaces() },
  async (t) => {
    const place = new Place(t, asNobody, 0o777);
    const out = join(place.directory, "work", "report");
    const words = ["run", ...runtimes, ...cells, "--filesystem", "local", "--out", out];
    const { code, stderr } = await place.run(t, ...words, "wiring/strategy-honoured", "exit-status/code/7");
    t.equal(code, 0, stderr);
    const { head, cases } = await readRun(out);
    t.match(head, { machine: { root: false }, options: { kernelTrace: false } });
    for (const name of ["crun", "runc", "crun+detached"])
      t.ok(
        cases.some((one) => one.runtime === name && one.verdict === "held"),
        name,
      );
    t.same(
      cases.filter(({ verdict }) => verdict === "broken" || verdict === "error"),
      [],
    );
    t.same(readdirSync(place.temporary), []);
  },
);

t.test(
  "a defect of a runtime is found out where it is driven rootless too",
  needs("root", "crun"),
  async (t) => {
    const place = new Place(t);
    const out = join(place.directory, "report");
    // Where another user may walk, wherever this checkout is.
    const mutant = join(place.directory, "reports-one-more.sh");
    copyFileSync(new URL("../mutants/reports-one-more.sh", import.meta.url), mutant);
    chmodSync(mutant, 0o755);
    const words = ["--runtime", `mutant=${mutant}`, "--strategy", "direct-file", "--filesystem", "local"];
    const { code, stderr } = await place.run(
      t,
      "run",
      "exit-status/code/7",
      "--as",
      "nobody",
      ...words,
      "--out",
      out,
    );
    t.equal(code, 1, stderr);
    t.match((await readRun(out)).cases, [
      { verdict: "broken", outcome: /exit 7 reported as exit 8|exit 8|exit 7/ },
    ]);
  },
);
