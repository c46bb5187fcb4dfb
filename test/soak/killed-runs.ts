/**
 * Runs are killed at random points while another is alive: that one must not have one changed verdict, and `fd012 clean` must leave nothing of the
 * dead and touch nothing of the living. FD012_SOAK_ROUNDS: how many are killed, 3 unless told otherwise; FD012_SOAK_SEED: for the same points again.
 */
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import t, { type Test } from "tap";
import { readRun } from "../../lib/results/read-run.ts";
import { firstResult, Place } from "../fixtures/fd012.ts";
import { remains, runsIn } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const ROUNDS = Number(process.env.FD012_SOAK_ROUNDS ?? 3);
const SEED = Number(process.env.FD012_SOAK_SEED ?? Date.now() % 2 ** 31);
const LONGEST = 6_000;
const RUNTIMES = ["unshare", "crun", "podman+crun", "containerd", "docker"];

const living = [
  "exit-status/code/*",
  "stale-log/both",
  "--runtime",
  "unshare",
  "--runtime",
  "crun",
  "--reporter",
  "tap",
];

t.test(
  `${ROUNDS} killed runs beside one that is alive (seed ${SEED})`,
  { ...needs("root", "crun", "fuse"), timeout: 0 },
  async (t) => {
    const random = generator(SEED);
    const [alive, dying] = [new Place(t), new Place(t)];
    // One temporary directory, as on a real machine: nothing but their owners tells them apart.
    const together = { ...dying.environment, ...alive.environment };
    Object.assign(dying, { environment: together, temporary: alive.temporary });
    const expected = await verdicts(t, alive, "before");
    t.ok(Object.keys(expected).length > 10, "the living run observes something");

    const other = { rounds: 0, isOver: false };
    const watched = watch(t, alive, expected, other);
    let removed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const runtime = RUNTIMES[Math.floor(random() * RUNTIMES.length)] as string;
      const { child, ended } = dying.start(
        t,
        "run",
        "stale-log",
        "wiring",
        "--runtime",
        runtime,
        "--reporter",
        "tap",
        "--out",
        join(dying.directory, `out-${round}`),
      );
      await setTimeout(random() * LONGEST); // The point at which it is killed is what is tried here.
      child.kill("SIGKILL");
      await ended;
      const { code, stdout, stderr } = await dying.run(t, "clean");
      t.equal(code, 0, `round ${round} ${runtime}: ${stderr}`);
      removed += stdout.split("\n").filter((line) => line.startsWith("removed ")).length;
    }
    other.isOver = true;
    await watched;
    t.comment(
      `${ROUNDS} runs killed, ${removed} things removed, ${other.rounds} runs beside them without one changed verdict`,
    );
    const { stdout } = await dying.run(t, "clean");
    t.notMatch(stdout, alive.temporary, stdout);
    t.same(remains(alive.temporary, runsIn(alive.temporary)), []);
  },
);

/** Runs again and again until it is over, the first one from before anything was killed. */
async function watch(
  t: Test,
  place: Place,
  expected: object,
  other: { rounds: number; isOver: boolean },
): Promise<void> {
  do {
    t.same(await verdicts(t, place, `alive-${other.rounds++}`), expected, `run ${other.rounds} beside them`);
  } while (!other.isOver);
}

async function verdicts(t: Test, place: Place, name: string): Promise<Record<string, string>> {
  const out = join(place.directory, name);
  const { child, ended } = place.start(t, "run", ...living, "--out", out);
  await firstResult(child);
  const { stderr } = await ended;
  const { cases, tail } = await readRun(out);
  t.same(tail.problems, [], stderr);
  return Object.fromEntries(cases.map(({ id, verdict, outcome }) => [id, `${verdict} ${outcome}`]));
}

/** Numerical Recipes' linear congruence: the same points again from the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
