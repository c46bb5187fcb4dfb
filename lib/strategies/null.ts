import { is, readableNull } from "./rules.ts";
import { nothingToDrain, type Strategy } from "./strategy.ts";

/** All three are /dev/null: what a daemon gets from init systems that keep no logs, and from `docker run --log-driver none` in effect. */
export const nullDevice: Strategy = {
  name: "null",
  summary: "all three are /dev/null",
  async open() {
    const sink = { kind: "null", writes: true } as const;
    return {
      sources: this.sources({ stdout: "", stderr: "" }),
      accepts: [{ word: null, rules: [is(0, readableNull), is(1, sink), is(2, sink)] }],
      unlogged: true,
      ...nothingToDrain,
    };
  },
  sources: () => [{ kind: "null" }, { kind: "null" }, { kind: "null" }],
  script: (command) => command,
};
