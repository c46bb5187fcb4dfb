import { MachineError } from "../errors.ts";
import { removeOnceEmpty } from "../host/cgroups.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { endLabelled } from "../host/labelled.ts";
import { type ProcessIdentity, signalProcess } from "../host/process.ts";
import { containerName } from "./names.ts";

/**
 * Resolves when a runtime has ended, which it is given 5 s for once its PID 1 is gone. One that goes on without it is ended by
 * force: that it went on is for the case to tell, and no trouble of the suite's.
 * @param name of the runtime, for whoever reads the error
 * @param force ends the runtime's process without its consent
 * @throws DeadlineError where it survives even that
 */
export async function forcedEnd(exited: Promise<unknown>, name: string, force: () => void): Promise<void> {
  const what = `the end of ${name}`;
  await within(exited, deadline("end of a killed runtime"), what).catch(() => {
    force();
    return within(exited, deadline("end of a killed runtime"), what);
  });
}

/**
 * Ends all that was started for a container and goes on without its runtime: the runtime's end takes nobody else along for sure.
 * @throws MachineError `LEFT_BEHIND` where it survives SIGKILL
 */
export async function endRest(label: string): Promise<void> {
  const left = await endLabelled((one) => one === label);
  if (left.length > 0) throw new MachineError("LEFT_BEHIND", `${left.join(", ")} survives SIGKILL`);
}

/**
 * Ends a container whose daemon has been killed, and so is asked for nothing: all that was started for it, and whoever waits for that, and its
 * control groups go. What is stored of it goes when its daemon is closed.
 * @throws MachineError `LEFT_BEHIND` where it survives SIGKILL
 */
export async function endWithoutDaemon(label: string, monitor: ProcessIdentity | null): Promise<void> {
  await endRest(label);
  signalProcess(monitor, "SIGKILL");
  await removeOnceEmpty(containerName({ label }));
}
