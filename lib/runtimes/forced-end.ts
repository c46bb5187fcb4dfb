import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";

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
