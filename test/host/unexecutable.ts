import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { unexecutable } from "../../lib/host/unexecutable.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

t.test("what is not there, is no file, or has no right to be executed is told apart", async (t) => {
  const directory = temporaryDirectory(t);
  const program = join(directory, "program");
  t.equal(unexecutable(program), "there is no such file");
  t.equal(unexecutable(directory), "it is not a file");
  writeFileSync(program, "");
  chmodSync(program, 0o644);
  t.equal(unexecutable(program), "it cannot be executed");
  chmodSync(program, 0o755);
  t.equal(unexecutable(program), null);
});
