import { startTerminal, terminalByHand } from "./far-terminal.ts";
import { oneTerminal } from "./one-terminal.ts";
import type { Strategy } from "./strategy.ts";

/** All three are one terminal, as `run -t` has it; whoever holds its other end appends what comes out to the log, both streams in one. */
export const pty: Strategy = {
  name: "pty",
  offers: ["terminal"],
  summary: "all three are one terminal; the holder of its other end appends to the log (run -t)",
  async open(log, tools) {
    const { source, terminal, drained, close } = await startTerminal(log.stdout, tools);
    return {
      sources: [source, source, source],
      accepts: [{ word: null, rules: oneTerminal }],
      log: { framings: ["terminal"], file: () => log.stdout },
      ...{ terminal, passed() {}, drained, close },
    };
  },
  sources(log) {
    const { source } = terminalByHand(log.stdout, log);
    return [source, source, source];
  },
  script: (command, log) => terminalByHand(log.stdout, log).script(command),
};
