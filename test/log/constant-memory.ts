import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Framings } from "../../lib/log/framings/table.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const MIB = 2 ** 20;
const SIZE = 300 * MIB;
/** What the garbage collector leaves standing, and no more than a quarter of a log. */
const MOST = 75 * MIB;

const program = join(import.meta.dirname, "fixtures/memory-program.ts");

/** What a process of its own says that reads such a log: only it can tell what it needs. */
function read(t: Test, chunk: Buffer, framings: Framings) {
  const path = join(temporaryDirectory(t), "log");
  const fd = openSync(path, "w");
  for (let size = 0; size < SIZE; size += chunk.length) writeSync(fd, chunk);
  closeSync(fd);
  const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, program, path, ...framings], {
    encoding: "utf8",
  });
  t.equal(stderr, "");
  return JSON.parse(stdout) as { grown: number; ledger: { foreign: number; stored: number }[] };
}

t.test("one line of 300 MiB is read in no more memory than a short one", async (t) => {
  const { grown, ledger } = read(t, Buffer.alloc(MIB, "x"), ["raw"]);
  t.match(ledger, [{ stored: SIZE, foreign: SIZE }, { stored: 0 }]);
  t.ok(grown < MOST, `it needs ${Math.round(grown / MIB)} MiB`);
});

t.test("so are 300 MiB of an engine's entries, of which a line is many", async (t) => {
  const log = "x".repeat(16_384); // As docker cuts a line.
  const chunk = Buffer.from(`${JSON.stringify({ log, stream: "stderr" })}\n`.repeat(64));
  const { grown, ledger } = read(t, chunk, ["json-file"]);
  const stored = Math.ceil(SIZE / chunk.length) * 64 * log.length;
  t.match(ledger, [{ stored: 0 }, { stored, foreign: stored }]);
  t.ok(grown < MOST, `it needs ${Math.round(grown / MIB)} MiB`);
});
