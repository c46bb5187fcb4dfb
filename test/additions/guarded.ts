import t from "tap";
import { guarded } from "../../lib/additions/guarded.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Cell, Runtime } from "../../lib/runtimes/runtime.ts";

class Mine {
  readonly name = "mine";
  readonly summary = "Mine";
  readonly #answer: () => unknown;
  constructor(answer: () => unknown) {
    this.#answer = answer;
  }
  async detect() {
    return this.#answer();
  }
  plan() {
    return this.#answer();
  }
}

const cell = {} as Cell;
const namespace = {} as Parameters<Runtime["detect"]>[0];
const of = (answer: () => unknown) => guarded(new Mine(answer) as unknown as Runtime);

t.test("it answers what the driver answers", async (t) => {
  const answer = { cannot: "it is small" };
  t.equal(of(() => answer).plan(cell), answer);
  t.equal(await of(() => answer).detect(namespace), answer as unknown);
  t.match(guarded(of(() => answer)), { name: "mine", summary: "Mine" });
});

t.test("what it throws is the driver's, unless it is a sentence for the user already", async (t) => {
  const broken = of(() => (undefined as unknown as { a: { b: 1 } }).a.b);
  const told = (method: string) => ({
    ...{ code: "ADDED_FAILS", exitCode: 2 },
    message: new RegExp(`^The driver of mine failed in ${method}: .*undefined`),
  });
  t.throws(() => broken.plan(cell), told("plan"));
  await t.rejects(broken.detect(namespace), told("detect"));
  const usage = new UsageError("MINE", "Say it otherwise.");
  const refusing = of(() => {
    throw usage;
  });
  t.throws(() => refusing.plan(cell), usage);
  await t.rejects(refusing.detect(namespace), usage);
});
