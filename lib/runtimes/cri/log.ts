import { basename, dirname } from "node:path";
import { oneTerminal } from "../../strategies/one-terminal.ts";
import { enginePipes, relayedToNobody } from "../../strategies/runtime-pipes.ts";
import { type LogPaths, nothingToDrain, type Stdio } from "../../strategies/strategy.ts";
import { writtenOut } from "./written.ts";

/** What a CRI runtime is told of fds 0–2, as the kubelet does. */
export class CriLog {
  /** Of the pod; empty where nothing is to be kept. */
  readonly directory: string;
  /** Below it, of the container. */
  readonly name: string;
  readonly isTerminal: boolean;

  constructor(file: string | null, isTerminal = false) {
    this.directory = file === null ? "" : dirname(file);
    this.name = file === null ? "" : basename(file);
    this.isTerminal = isTerminal;
  }
}

/** Strategies whose wiring is the runtime's: it writes both streams into one file, in the format that the kubelet reads. */
export const ofRuntime: Record<string, (log: LogPaths) => Stdio> = {
  "shim-pipe": ({ stdout: path }) => ({
    ...copied,
    drained: () => writtenOut(path),
    accepts: [{ word: null, rules: enginePipes }],
    engine: new CriLog(path),
    log: { framings: ["cri"], file: () => path },
  }),
  pty: ({ stdout: path }) => ({
    ...copied,
    drained: () => writtenOut(path),
    accepts: [{ word: null, rules: oneTerminal }],
    engine: new CriLog(path, true),
    log: { framings: ["cri", "terminal"], file: () => path },
  }),
};

/** No `log_path`: the runtime reads both pipes and keeps nothing. @param stdio a wiring to nowhere, which that is too, or one that is made inside */
export function keptNowhere(stdio: Stdio): Stdio {
  const accepts = stdio.unlogged ? ([...stdio.accepts, relayedToNobody] as const) : stdio.accepts;
  return { ...stdio, engine: new CriLog(null), accepts };
}

const nothing = { kind: "null" } as const;

const copied = {
  sources: [nothing, nothing, nothing] as const,
  ...nothingToDrain,
};
