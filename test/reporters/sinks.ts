import { lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import t from "tap";
import { fileSink, standardSink, summarySink } from "../../lib/reporters/sinks.ts";

t.test("what is appended is in the file at once", async (t) => {
  const file = join(t.testdir(), "events.jsonl");
  const sink = fileSink(file, "appended");
  sink.write("one\n");
  t.equal(readFileSync(file, "utf8"), "one\n");
  sink.write("zwei→\n");
  t.equal(readFileSync(file, "utf8"), "one\nzwei→\n");
  await sink.end();
});

t.test("a whole file appears at the end and leaves nothing beside it", async (t) => {
  const directory = t.testdir();
  const sink = fileSink(join(directory, "run.json"), "whole");
  sink.write("{");
  sink.write("}");
  t.same(readdirSync(directory), []);
  await sink.end();
  t.same(readdirSync(directory), ["run.json"]);
  t.equal(readFileSync(join(directory, "run.json"), "utf8"), "{}");
});

t.test("a whole file that nothing was written to does not replace the one before", async (t) => {
  const directory = t.testdir({ "run.json": "old" });
  await fileSink(join(directory, "run.json"), "whole").end();
  t.equal(readFileSync(join(directory, "run.json"), "utf8"), "old");
});

t.test("what is no regular file is written to, never replaced", async (t) => {
  const directory = t.testdir({ target: "old" });
  symlinkSync("/dev/null", join(directory, "device"));
  symlinkSync("target", join(directory, "link"));
  for (const name of ["device", "link"]) {
    const sink = fileSink(join(directory, name), "whole");
    sink.write("new");
    await sink.end();
    t.ok(lstatSync(join(directory, name)).isSymbolicLink(), name);
  }
  t.ok(lstatSync("/dev/null").isCharacterDevice());
  t.equal(readFileSync(join(directory, "target"), "utf8"), "new", "a link's file appears whole");
  t.same(readdirSync(directory).sort(), ["device", "link", "target"]);
});

t.test("a job's summary is appended to, and tells how much room is left", async (t) => {
  const file = join(t.testdir({ summary: "before\n" }), "summary");
  const sink = summarySink(file, 10);
  t.equal(sink.room, 3);
  sink.write("a\n");
  await sink.end();
  t.equal(readFileSync(file, "utf8"), "before\na\n");
  t.equal(summarySink(file, 5).room, 0);
});

t.test("a reader that went away is no error", async (t) => {
  const stream = new PassThrough();
  const sink = standardSink(stream as unknown as NodeJS.WriteStream);
  sink.write("one");
  t.equal(String(stream.read()), "one");
  stream.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  sink.write("two");
  t.equal(stream.read(), null);
  t.equal(sink.isTTY, false);
});
