import { join } from "node:path";
import { DeadlineError } from "../errors.ts";
import { remaining, within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { processInside } from "../host/pid-inside.ts";
import { programs } from "../images/programs.ts";
import { lookAt } from "../observe/look.ts";
import { Outlived } from "../observe/outlived.ts";
import { fateSentence } from "../results/fate-words.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import type { Stdio } from "../strategies/strategy.ts";
import type { Executed } from "../suite/container.ts";
import { asCaller, type Caller } from "./caller.ts";
import { giveStdio } from "./giving.ts";
import { openLog } from "./open-log.ts";
import type { Started } from "./phases.ts";
import type { Setting } from "./setting.ts";

/**
 * Has the runtime execute the actor in a container that runs, on fds 0–2 that the claim's strategy makes anew, with a log of its own. What comes
 * out of it is read by the suite: whoever executes something reads what it says.
 * @throws StartFailed
 */
export async function execute(
  setting: Setting,
  container: Started,
  number: number,
  caller: Caller = {},
): Promise<Started> {
  const { one, stage, teardown, time } = setting;
  const { running, control } = container;
  if (!running.exec) throw new Error("nothing can be executed in a container of this runtime");
  const program = programs[one.image.program];
  if (!program.hasActor) throw new Error(`there is no actor in an image of ${one.image.program}`);
  const name = `exec-${number}` as const;
  const own = [setting.name, container.name, name].filter(Boolean).join("-");
  const log = openLog(setting, own);
  const channel = control.channel(name);
  let stdio: Stdio = await one.strategy.open(log.paths, stage);
  teardown.add("close the far end of what was executed", () => stdio.close());
  const give = (given: Pick<Stdio, "sources">) => giveStdio(given, stage.namespace.as, stage.directory);
  give(stdio);
  if (Object.keys(caller).length > 0) {
    const path = join(stage.directory, `${own}.caller`);
    stdio = await asCaller(stdio, caller, { pipes: stage.pipes, path, reach: stage.namespace.reach, give });
  }
  const words = [...one.image.entrypoint, ...program.words("actor", [name])];
  const executed = await running.exec({ name, words, pidFile: join(stage.directory, `${own}.pid`) }, stdio);
  teardown.add("end what was executed", () => executed.kill());
  setting.recording.executed(name, words);
  const early = executed.exited.then((fate) => {
    throw new StartFailed(
      `it was never executed: ${fateSentence(fate)}`,
      executed.said(),
      fate.kind === "exit",
    );
  });
  early.catch(() => {});
  await Promise.race([channel.wait("waiting", remaining(time.until)), early]);
  const process = processInside(running.hostPid, channel.last("ready")?.pid ?? 0);
  const whole = { ...executed, hostPid: process?.pid ?? 0, process };
  return {
    ...{ name, control, log, stdio, channel, running: whole },
    ...(process ? lookAt(process.pid, stdio, stage.namespace.reach) : { wiring: null, placement: null }),
    birth: process?.startTime ?? null,
    outlived: new Outlived(whole),
  };
}

/** Has the runtime execute any program so; of one that hangs nothing is reported, and it is ended with the case. @throws StartFailed */
export async function executeAny(
  setting: Setting,
  { running }: Started,
  number: number,
  words: readonly string[],
): Promise<Executed> {
  const { one, stage, teardown, time } = setting;
  if (!running.exec) throw new Error("nothing can be executed in a container of this runtime");
  const name = `exec-${number}` as const;
  const log = openLog(setting, `${setting.name}-${name}`);
  const stdio = await one.strategy.open(log.paths, stage);
  teardown.add("close the far end of what was executed", () => stdio.close());
  const pidFile = join(stage.directory, `${setting.name}.${name}`);
  const executed = await running.exec({ name, words, pidFile }, stdio);
  teardown.add("end what was executed", () => executed.kill());
  setting.recording.executedOnce(words);
  try {
    const status = await within(executed.exited, remaining(time.until), "the end of what was executed");
    await within(stdio.drained(), deadline("end of the output"), "the end of its output").catch(() => {});
    return {
      status,
      said: `${await log.holds.text("stdout", stdio)}${await log.holds.text("stderr", stdio)}${executed.said()}`,
    };
  } catch (error) {
    if (error instanceof DeadlineError) return { status: null, said: executed.said() };
    throw error;
  }
}
