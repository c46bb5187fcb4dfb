// What fd012 costs on top of what it does: npm run bench [-- ROUNDS [NAME...]]. Times are ratios of two commands that ran in turn in this
// very run. Prints; never asserts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const benches = ["against-by-hand", "trace", "start-up", "memory", "compare", "page"];

const [rounds = "5", ...names] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), "bench-of-fd012-"));
try {
  process.stdout.write(`medians of ${rounds} rounds\n`);
  for (const name of names.length > 0 ? names : benches) {
    const { bench } = await import(`./${name}.js`);
    await bench(Number(rounds), scratch);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
