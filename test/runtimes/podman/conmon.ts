import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { conmonAt } from "../../../lib/runtimes/podman/conmon.ts";
import { fd012 } from "../../fixtures/fd012.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";
import { needs } from "../../requirement.ts";
import { cellsOf, failures } from "../fixtures/cells.ts";

t.test("what is no program is a usage error in one sentence", async (t) => {
  const directory = temporaryDirectory(t);
  const plain = join(directory, "plain");
  writeFileSync(plain, "");
  chmodSync(plain, 0o644);
  t.throws(() => conmonAt(join(directory, "none")), {
    code: "CONMON",
    message: /none: there is no such file; /,
  });
  t.throws(() => conmonAt(directory), { code: "CONMON", message: /: it is not a file; / });
  t.throws(() => conmonAt(plain), { code: "CONMON", message: /: it cannot be executed; / });
  chmodSync(plain, 0o755);
  t.equal(conmonAt(plain), plain);
  const { code, stdout, stderr } = await fd012(
    t,
    "run",
    "--runtime",
    "podman",
    "--conmon",
    "/no/such/conmon",
  );
  t.equal(code, 2);
  t.equal(stdout, "");
  t.match(stderr, /^fd012: --conmon \/no\/such\/conmon: there is no such file; .*\n$/);
});

t.test("podman uses the conmon that is named", needs("root", "podman", "crun"), async (t) => {
  const directory = temporaryDirectory(t);
  const seen = join(directory, "seen");
  const own = join(directory, "conmon");
  writeFileSync(own, `#!/bin/sh\ncase "$*" in *fd012-*) : >${seen};; esac\nexec conmon "$@"\n`, {
    mode: 0o755,
  });
  const words = ["exit-status/code/7", "--strategy", "shim-pipe", "--conmon", own];
  const cells = await cellsOf(t, "podman+crun", ...words);
  t.same(failures(cells), {});
  t.equal(cells.get("exit-status/code/7 shim-pipe local")?.outcome, "exit 7 · lost 0");
  t.ok(existsSync(seen), "it was called for the case's container");
});
