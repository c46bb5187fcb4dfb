import { nothingToDrain, type Strategy } from "./strategy.ts";

/** All three are /dev/null: what a daemon gets from init systems that keep no logs, and from `docker run --log-driver none` in effect. */
export const nullDevice: Strategy = {
  name: "null",
  summary: "all three are /dev/null",
  async open() {
    const expected = { kind: "null" } as const;
    return {
      sources: this.sources({ stdout: "", stderr: "" }),
      expected: [expected, expected, expected],
      unlogged: true,
      ...nothingToDrain,
    };
  },
  sources: () => [{ kind: "null" }, { kind: "null" }, { kind: "null" }],
  script: (command) => command,
};
