import { ControlDirectory } from "../control/control-directory.ts";
import { deadline } from "../host/deadlines.ts";
import { programs } from "../images/programs.ts";
import type { CaseLog } from "../log/case-log.ts";
import { leftAtStart } from "../observe/left-at-start.ts";
import { lookAt, lookInside } from "../observe/look.ts";
import { Outlived } from "../observe/outlived.ts";
import { untilWaiting } from "../observe/until-waiting.ts";
import type { ContainerSpec, Running } from "../runtimes/runtime.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import { asCaller, ofCaller, processOf } from "./caller.ts";
import { plannedFor } from "./case.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { giveControl, giveStdio } from "./giving.ts";
import { insideOf } from "./inside.ts";
import { writesOf } from "./observe-end.ts";
import type { Opened, Started } from "./phases.ts";
import type { Setting } from "./setting.ts";

/** A step of the teardown, by its name: what fails there is the runtime's, where it hangs. */
export const END_CONTAINER = "end the container";

/** Makes what a container will be given. Whatever it makes is registered for removal first. @param path of its control directory */
export async function openContainer(
  { one, stage, teardown, daemon, root }: Setting,
  name: string,
  path: string,
  log: CaseLog,
): Promise<Opened> {
  const control = new ControlDirectory(path);
  teardown.add("close the control directory", () => control.close());
  const { as } = stage.namespace;
  giveControl(control, one.test.user, as);
  let made = await plannedFor(one).open(log.paths, stage);
  teardown.add("close the far end of fds 1 and 2", () => made.close());
  made = await asCaller(made, ofCaller(one.test.caller ?? {}, as), {
    pipes: stage.pipes,
    path,
    reach: stage.namespace.reach,
    give: (stdio) => giveStdio(stdio, as, stage.directory),
  });
  return {
    name,
    control,
    log,
    stdio: made,
    spec: { ...specOf(one, root, stage, control, log), daemon },
  };
}

/** Launches it, and waits until its workload waits. @throws StartFailed where it did not come so far that a fault could be made */
export async function startContainer(setting: Setting, opened: Opened): Promise<Started> {
  const { one, stage, teardown, time } = setting;
  const { control, log, stdio, spec } = opened;
  const running = await plannedFor(one).launch(spec, stdio, stage.interrupted);
  time.restart(); // An engine may have had to load the image first.
  teardown.add(END_CONTAINER, () => running.kill());
  endWhenInterrupted(setting, running);
  log.adopt(stdio);
  const awaited = untilWaiting(running, control.main, time.until, time.timeout, async (reported) => {
    const told = { reported, hasEnded: true };
    return (await collectEvidence(one, stage, running, told, "")).actual;
  });
  await awaited.catch(async (error) => {
    throw error instanceof StartFailed ? error.leaving(await leftAtStart(running)) : error;
  });
  await time.without(() => log.arrived(writesOf(control.main), stdio, deadline("arrival of the output")));
  return {
    ...opened,
    running,
    channel: control.main,
    outlived: new Outlived(running),
    ...(running.opaque
      ? lookInside(one.image.program, control.main)
      : lookAt(running.hostPid, stdio, stage.namespace.reach)),
    birth: running.process?.startTime ?? null,
  };
}

// The wait for its end then ends too, and with it the case.
function endWhenInterrupted({ stage, teardown }: Setting, running: Running): void {
  const end = () => void running.kill().catch(() => {}); // The teardown tries again, and tells.
  if (stage.interrupted.aborted) end(); // It came too late for the launch.
  stage.interrupted.addEventListener("abort", end);
  const forget = () => stage.interrupted.removeEventListener("abort", end);
  teardown.add("forget the interruption", forget);
  void running.exited.then(forget); // A case may start many.
}

function specOf(
  { test, strategy, plan }: Setting["one"],
  { image, mounts }: Setting["root"],
  stage: Setting["stage"],
  control: ControlDirectory,
  log: CaseLog,
): ContainerSpec {
  return {
    label: control.path,
    ...insideOf(image, strategy.inside?.(log.paths), mounts),
    args: programs[image.program].words(test.workload, test.args ?? []),
    place: plan.place,
    ...(test.rootfs && { dev: "image" }),
    ...(test.user && { user: test.user }),
    stays: test.stays,
    cwd: test.cwd,
    preserve: test.caller?.preserve,
    caller: processOf(test.caller ?? {}, stage.directory),
    control: control.path,
    namespace: stage.namespace,
    follow: (pid) => stage.trace?.follow(pid),
  };
}
