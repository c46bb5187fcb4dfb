import { nothingOfTheHosts } from "./rules.ts";
import { nothingToDrain, type Strategy } from "./strategy.ts";

/**
 * The runtime is started without fds 0–2, as by `runc run … <&- >&- 2>&-`. Whatever the runtime opens next gets these numbers: then
 * PID 1 may find an object of the runtime's, or of the host's, where it looks for its stdio. node opens /dev/null at its start for
 * those of the three that are not there (node::PlatformInit), so that is mostly what is seen of it.
 */
export const closed: Strategy = {
  name: "closed",
  summary: "the runtime is started without fds 0, 1 and 2",
  async open() {
    return {
      sources: this.sources({ stdout: "", stderr: "" }),
      accepts: [{ word: null, rules: [0, 1, 2].map(nothingOfTheHosts) }],
      unlogged: true,
      ...nothingToDrain,
    };
  },
  sources: () => [{ kind: "closed" }, { kind: "closed" }, { kind: "closed" }],
  script: (command) => command,
};
