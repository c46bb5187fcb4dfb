/**
 * git bisect run finds the commit that broke a small runtime, whichever of 20 it is, whatever it broke, past one that does not build and one that starts
 * nothing. FD012_SOAK_ROUNDS: how many histories, 1 unless told otherwise; FD012_SOAK_SEED: for the same histories again. Twenty take
 * longer than a file of tests may: `npm test -- --timeout=7200 test/soak/bisect.ts`.
 */
import { join } from "node:path";
import t, { type Test } from "tap";
import { packageRoot } from "../../lib/package-root.ts";
import { Place } from "../fixtures/fd012.ts";
import { randomOf } from "../fixtures/random.ts";
import { type DEFECTS, type History, runtimeHistory } from "../fixtures/runtime-history.ts";
import { needs } from "../requirement.ts";

const ROUNDS = Number(process.env.FD012_SOAK_ROUNDS ?? 1);
const SEED = Number(process.env.FD012_SOAK_SEED ?? Date.now() % 2 ** 31);
const COMMITS = 20;
const FD012 = [process.execPath, join(packageRoot, "dist/cli.js"), "run"];
const CASES = [
  ...["exit-status/code/1", "bytes/exact-sizes/4096", "wiring/strategy-honoured"],
  ...["--strategy", "shim-pipe", "--filesystem", "local", "--runtime", "runtime=./runtime"],
];
const kinds = [
  "reports one more, one time in three",
  "closes fd 1",
  "reports 0",
  "loses the output",
] as const;

t.test(
  `git bisect finds ${ROUNDS} of ${ROUNDS} commits (seed ${SEED})`,
  { ...needs("root", "crun"), timeout: 0 },
  async (t) => {
    const random = randomOf(SEED);
    const below = (n: number) => random() % n;
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const defect = kinds[(SEED + round) % kinds.length] as keyof typeof DEFECTS;
      const bad = 1 + below(COMMITS - 1);
      // What is skipped right before the bad one could be it, too, and is looked past elsewhere only.
      const others = Array.from({ length: COMMITS - 2 }, (_, n) => n + 1).filter(
        (n) => n !== bad && n !== bad - 1,
      );
      const [unbuildable, unstartable] = [
        others[below(others.length)] ?? 0,
        others[below(others.length)] ?? 0,
      ];
      const place = new Place(t);
      const plan = { commits: COMMITS, bad, unbuildable, unstartable, defect };
      const history = runtimeHistory(place, plan);
      const said = await bisected(t, place, history, defect);
      const culprit = history.git("rev-parse", "refs/bisect/bad");
      t.equal(culprit, history.bad, `${defect} at ${bad}: ${said}`);
      if (culprit === history.bad) found++;
    }
    t.comment(`${found} of ${ROUNDS} found`);
  },
);

/** As a maintainer does it. A defect that flickers is looked for by what is known of a bad revision. */
async function bisected(
  t: Test,
  place: Place,
  { git, first, last }: History,
  defect: string,
): Promise<string> {
  const flickers = defect === kinds[0];
  const run = async (...words: string[]) => {
    const { code, stderr } = await place.run(t, "run", ...CASES, ...words);
    t.ok(code === 0 || code === 1, stderr);
  };
  const build = () => git("-c", "alias.build=!./build.sh", "build");
  git("checkout", "-q", first);
  build();
  await run("--out", join(place.directory, "good"));
  const bad = join(place.directory, "bad");
  if (flickers) {
    git("checkout", "-q", last);
    build();
    await run("--out", bad, "--repeat", "10");
  }
  git("bisect", "start", last, first);
  const words = [...FD012, "--bisect", "--baseline", join(place.directory, "good"), ...CASES];
  const step = [...words, ...(flickers ? ["--bad", bad] : [])].join(" ");
  return git("bisect", "run", "sh", "-c", `./build.sh || exit 125; ${step}`);
}
