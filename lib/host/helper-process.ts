import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { MachineError } from "../errors.ts";
import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";
import { ProcessGroup } from "./process-group.ts";
import { startProcess } from "./start-process.ts";

/** A process of the suite's own that serves for a while: says a line when it is ready, leaves when its stdin ends. */
export interface HelperProcess {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Ends its stdin and waits until it has gone; kills it after the deadline. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts a shell script as a helper. It must print the line `ready` on its stderr once it can serve; anything else
 * there is taken for the reason of a failure. Since it leaves at end of file, it also goes when the suite is killed.
 * @throws MachineError `HELPER` where it cannot be started, or ends before it is ready
 */
export async function startHelper(
  what: string,
  enter: readonly string[],
  script: string,
  parameters: readonly string[] = [],
): Promise<HelperProcess> {
  const words = [...enter, "sh", "-c", script, `fd012-${what.replaceAll(" ", "-")}`, ...parameters];
  const child = await startProcess(words, {
    stdio: ["pipe", "pipe", "pipe"],
    env: helperEnvironment,
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its helpers in order.
  }).catch((error: Error) => {
    throw new MachineError("HELPER", `The ${what} cannot run: ${error.message}`);
  });
  const group = new ProcessGroup(child, helperEnvironment.FD012_LABEL);
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    await within(readiness(what, child), deadline("start of a helper"), `the start of the ${what}`);
  } catch (error) {
    // The whole group, here and below: what a shell started would keep our pipes open, and with them this process.
    group.kill();
    throw error;
  }
  return {
    pid: child.pid as number,
    stdin: child.stdin as Writable,
    stdout: child.stdout as Readable,
    close: () => close(what, child, group, gone),
  };
}

/** Plain tools' messages in one language, and the directories where util-linux keeps the administrator's programs. */
export const helperEnvironment: { PATH: string; readonly LC_ALL: string; FD012_LABEL?: string } = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C",
};

function readiness(what: string, child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (/^ready$/m.test(said)) resolve();
    });
    child.once("close", () => reject(new MachineError("HELPER", `The ${what} cannot run: ${said.trim()}.`)));
  });
}

async function close(
  what: string,
  child: ChildProcess,
  group: ProcessGroup,
  gone: Promise<void>,
): Promise<void> {
  child.stdin?.end();
  try {
    await within(gone, deadline("end of a helper"), `the end of the ${what}`);
  } catch (error) {
    group.kill();
    throw error;
  }
}
