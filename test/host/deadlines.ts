import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { factorFor, measureDeadlineFactor } from "../../lib/host/deadline-factor.ts";
import { deadline, deadlineFactor, scaled, setDeadlineFactor } from "../../lib/host/deadlines.ts";
import { packageRoot } from "../../lib/package-root.ts";

t.beforeEach(() => {
  delete process.env.FD012_DEADLINE_FACTOR;
  setDeadlineFactor(1);
});

t.test("every deadline is multiplied by one factor", async (t) => {
  t.equal(deadline("start of PID 1"), 10_000);
  setDeadlineFactor(2.3);
  t.equal(deadline("start of PID 1"), 23_000);
  t.equal(scaled(20_000), 46_000);
});

t.test("the environment overrides what was measured", async (t) => {
  setDeadlineFactor(2.3);
  process.env.FD012_DEADLINE_FACTOR = "0.5";
  t.equal(deadlineFactor(), 0.5);
  t.equal(deadline("start of PID 1"), 5_000);
  for (const word of ["much", "0", "-1", "101", "NaN"]) {
    process.env.FD012_DEADLINE_FACTOR = word;
    t.throws(() => deadlineFactor(), { code: "DEADLINE_FACTOR", exitCode: 2 }, word);
  }
  process.env.FD012_DEADLINE_FACTOR = "";
  t.equal(deadlineFactor(), 2.3);
});

t.test("a fast machine gets no less than an idle one, a slow one up to ten times as much", async (t) => {
  t.equal(factorFor([1, 1, 1]), 1);
  t.equal(factorFor([9, 11, 500]), 2.2, "what was delayed by chance does not count");
  t.equal(factorFor([11, 9]), 1.8);
  t.equal(factorFor([900]), 10);
});

t.test("a machine is measured in a moment, however slow it is", async (t) => {
  let tries = 0;
  await measureDeadlineFactor(async () => {
    tries += 1;
    await new Promise((resolve) => setTimeout(resolve, 70));
  });
  t.equal(tries, 1);
  t.ok(deadlineFactor() >= 9);
  await measureDeadlineFactor(async () => {});
  t.equal(deadlineFactor(), 1);
  await measureDeadlineFactor();
  t.ok(deadlineFactor() >= 1 && deadlineFactor() <= 10, `this machine: ${deadlineFactor()}`);
});

t.test("all deadlines stand in one file", async (t) => {
  const files = readdirSync(join(packageRoot, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^(reporters\/|host\/deadlines\.ts$)/.test(name))
    .map((name) => [name, readFileSync(join(packageRoot, "lib", name), "utf8")] as const);
  t.ok(files.length > 200);
  const found = files.flatMap(([name, text]) =>
    FORMS.map((form) => form.exec(text)?.[0])
      .filter((words) => words !== undefined)
      .map((words) => `${name}: ${words}`),
  );
  t.same(found, []);
});

/** How a time that is waited for is written where it should not be. */
const FORMS = [
  /\b\w*(DEADLINE|TIMEOUT|PATIENCE|GRACE)\w* *= *[\d_]+/,
  /\b(timeout|deadline) *[:=] *[\d_]{3,}/,
  /\bwithin\((?:[^;]|\n)*?, *[\d_]{3,} *,/,
  /\bwait\([^;)]*, *[\d_]{3,} *\)/,
  /\bsetTimeout\((?:[^;()]|\([^()]*\))*?, *[\d_]{4,} *\)/,
  /performance\.now\(\) *\+ *[\d_]{3,}/,
];
