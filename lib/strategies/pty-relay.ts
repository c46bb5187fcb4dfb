import { quoted } from "../host/shell-words.ts";
import { closeOnce } from "./close-once.ts";
import { startTerminal, terminalByHand } from "./far-terminal.ts";
import oddReader from "./odd-reader.pl";
import { oneTerminal } from "./one-terminal.ts";
import { drainedBy, startReader } from "./shim.ts";
import type { LogPaths, Strategy, StrategyTools } from "./strategy.ts";

/**
 * PID 1 has a terminal that the runtime makes, and the runtime copies what comes out of it to a pipe: `run -t IMAGE | less`. Its own fds 0 and 2 are
 * the caller's terminal, without which some make none.
 */
export const ptyRelay: Strategy = {
  name: "pty-relay",
  offers: ["terminal"],
  summary: "all three are a terminal that the runtime makes, and copies to a pipe (run -t | less)",
  async open(log: LogPaths, tools: StrategyTools) {
    // What the runtime itself says to its caller is no output of PID 1's.
    const held = await startTerminal(log.stderr, tools);
    try {
      const { read, write } = await tools.pipes.make();
      const [given, passed] = [closeOnce([read]), closeOnce([write])];
      const words = [...tools.namespace.enter, "perl", "-e", oddReader, log.stdout];
      const reader = await startReader(words, [read])
        .catch((error) => {
          passed();
          throw error;
        })
        .finally(given);
      const pipe = drainedBy(reader, passed);
      return {
        sources: [held.source, { kind: "descriptor", fd: write }, held.source],
        accepts: [{ word: null, rules: oneTerminal }],
        log: { framings: ["terminal"], file: () => log.stdout },
        ...pipe,
        terminal: held.terminal,
        async drained() {
          await pipe.drained();
          await held.drained();
        },
        async close() {
          await pipe.close();
          await held.close();
        },
      };
    } catch (error) {
      await held.close().catch(() => {}); // The first error tells more.
      throw error;
    }
  },
  sources(log) {
    const { source } = terminalByHand(log.stderr, log);
    return [source, { kind: "descriptor", fd: 4 }, source];
  },
  script(command, log) {
    const { script } = terminalByHand(log.stderr, log);
    const reader = `perl -e ${quoted(oddReader)} ${quoted(log.stdout)} 3<&0`;
    return script(`{ ${command}; } 4>&1 1>&2 | ( ${reader}; : )`);
  },
};
