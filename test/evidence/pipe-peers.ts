import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import t from "tap";
import { pipeStory } from "../../lib/evidence/pipe-peers.ts";
import { PipeMaker } from "../../lib/host/pipes.ts";

t.test(
  "a pipe's fill and the process that holds its read end are told, and nothing is read from it",
  async (t) => {
    const pipes = await PipeMaker.open();
    t.teardown(() => pipes.close());
    const pipe = await pipes.make();
    const writer = spawn("cat", { stdio: ["pipe", pipe.write, "ignore"] });
    const reader = spawn("sleep", ["60"], { stdio: [pipe.read, "ignore", "ignore"] });
    t.teardown(() => [writer, reader].map((child) => child.kill("SIGKILL")));
    writeSync(pipe.write, "x".repeat(5000));
    closeSync(pipe.read);
    const story = pipeStory(writer.pid as number, 1);
    t.match(
      story,
      new RegExp(`^fd 1: pipe:\\[${pipe.inode}\\] holds 5000 of 65536 bytes`),
      "the fill is told",
    );
    t.match(story, new RegExp(`read end held by sleep \\(pid ${reader.pid}\\)$`), "and who should read");
    t.match(pipeStory(writer.pid as number, 1), /holds 5000/, "looking took nothing away");
    t.equal(pipeStory(process.pid, 9999), null, "what is no pipe has no story");
    closeSync(pipe.write);
  },
);
