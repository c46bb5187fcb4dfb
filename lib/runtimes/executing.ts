import { once } from "node:events";
import { fateOf, wordsOf } from "../host/child.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { ProcessGroup } from "../host/process-group.ts";
import { startProcess } from "../host/start-process.ts";
import type { Stdio } from "../strategies/strategy.ts";
import { passedOn } from "./calling.ts";
import { commandLine } from "./foreground-command.ts";
import type { ContainerSpec, Executing } from "./runtime.ts";

/**
 * Whoever executes a program in a container by a runtime's command line, `runc exec` or `docker exec`: on the strategy's fds 0–2 itself, until the
 * program has ended, whose status its own is.
 * @param words the command, whole
 * @throws SpawnError
 */
export async function executing(
  words: readonly string[],
  spec: ContainerSpec,
  stdio: Stdio,
  environment: NodeJS.ProcessEnv = helperEnvironment,
): Promise<Executing> {
  const child = await startProcess(commandLine(words, { ...spec, caller: undefined }, stdio.sources), {
    stdio: ["ignore", "ignore", "pipe", "ignore", ...passedOn(stdio)],
    env: { ...environment, FD012_LABEL: spec.label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
  const group = new ProcessGroup(child, spec.label);
  const [exited, said, gone] = [fateOf(child), wordsOf(child), once(child, "exit")];
  stdio.passed();
  return {
    exited,
    said,
    async kill() {
      group.kill();
      if (child.exitCode !== null || child.signalCode !== null) return;
      await within(gone, deadline("end of a killed runtime"), "the end of who executes in the container");
    },
  };
}
