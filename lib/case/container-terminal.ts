import { statSync } from "node:fs";
import type { FarTerminal, Stdio, TerminalState } from "../strategies/strategy.ts";
import type { ContainerTerminal } from "../suite.ts";
import type { Started } from "./phases.ts";
import type { Recording } from "./repro.ts";

/** PID 1's terminal as a claim gets it; undefined where it has none whose other end is the suite's. */
export function terminalOf(
  { stdio, wiring }: Pick<Started, "stdio" | "wiring">,
  recording: Recording,
): ContainerTerminal | undefined {
  const { terminal } = stdio;
  if (!terminal) return undefined;
  const told = async (order: string, done: Promise<void>) => {
    recording.toldTerminal(order);
    await done;
  };
  return {
    whose: () => whose(terminal, stdio, wiring),
    first: terminal.first,
    look: (): Promise<TerminalState> => terminal.look(),
    resize: (rows, columns) => told(`resize ${rows} ${columns}`, terminal.resize(rows, columns)),
    async pause() {
      await told("pause", terminal.pause());
      return () => told("go on", terminal.goOn());
    },
  };
}

/** By device and inode, not by its name: a container has a /dev/pts of its own. */
async function whose(
  terminal: FarTerminal,
  { sources }: Pick<Stdio, "sources">,
  wiring: Started["wiring"],
): ReturnType<ContainerTerminal["whose"]> {
  if ((await terminal.look()).isSent) return "sent";
  const callers = sources.find(({ kind }) => kind === "terminal");
  const identity = wiring?.streams[1]?.identity;
  if (callers?.kind !== "terminal" || !wiring || wiring.seenBy === "workload" || !identity) return null;
  const { dev, ino } = statSync(callers.path);
  return identity === `${dev}:${ino}` ? "caller" : "runtime";
}
