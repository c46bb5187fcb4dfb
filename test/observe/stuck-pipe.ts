import "../fixtures/plain-children.ts";
import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import t from "tap";
import { PipeMaker } from "../../lib/host/pipes.ts";
import { pipeWords } from "../../lib/observe/stuck-pipe.ts";

t.test("a pipe's fill and who holds its read end are told, and nothing is read from it", async (t) => {
  const pipes = await PipeMaker.open();
  t.teardown(() => pipes.close());
  const pipe = await pipes.make();
  const writer = spawn("cat", { stdio: ["pipe", pipe.write, "ignore"] });
  const reader = spawn("sleep", ["60"], { stdio: [pipe.read, "ignore", "ignore"] });
  t.teardown(() => [writer, reader].map((child) => child.kill("SIGKILL")));
  writeSync(pipe.write, "x".repeat(5000));
  closeSync(pipe.read);
  const words = pipeWords(writer.pid as number, 1);
  t.match(words, `fd 1 is pipe:[${pipe.inode}], holds 5000 of 65536 bytes`, "the fill is told");
  t.match(words, `sleep (${reader.pid}) could read it and does not`, "and who should read");
  t.match(pipeWords(writer.pid as number, 1), "holds 5000", "looking took nothing away");
  closeSync(pipe.write);
});

t.test("a pipe that nobody has open for reading is told as such", async (t) => {
  const pipes = await PipeMaker.open();
  t.teardown(() => pipes.close());
  const pipe = await pipes.make();
  const holder = spawn("sleep", ["60"], { stdio: ["ignore", pipe.write, "ignore"] });
  t.teardown(() => holder.kill("SIGKILL"));
  closeSync(pipe.read);
  closeSync(pipe.write);
  t.match(pipeWords(holder.pid as number, 1), /^fd 1 is pipe:.*, nobody could read it$/);
});
