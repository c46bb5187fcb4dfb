import "../../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import t from "tap";
import { writtenOut } from "../../../lib/runtimes/cri/written.ts";
import { temporaryDirectory } from "../../fixtures/temporary-directory.ts";

t.test("a log is waited for as long as somebody else has it open", async (t) => {
  const path = join(temporaryDirectory(t), "log");
  const script = 'exec 3>>"$1"; echo open; read -r _; echo last >&3';
  const writer = spawn("sh", ["-c", script, "sh", path], { stdio: ["pipe", "pipe", "inherit"] });
  t.teardown(() => writer.kill("SIGKILL"));
  await once(writer.stdout, "data");
  const isOver = writtenOut(path).then(() => "over");
  const meanwhile = once(writer.stdout, "close").then(() => "closed");
  writer.stdin.end("\n");
  t.equal(await Promise.race([isOver, meanwhile]), "closed");
  t.equal(await isOver, "over");
});

t.test("one that nobody has open is not", async (t) => {
  await writtenOut(join(temporaryDirectory(t), "none"));
  t.pass();
});
