import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { MachineError } from "../errors.ts";
import { within } from "./deadline.ts";

/** A process of the suite's own that serves for a while: says a line when it is ready, leaves when its stdin ends. */
export interface HelperProcess {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Ends its stdin and waits until it has gone; kills it after the deadline. May be called twice. */
  close(): Promise<void>;
}

// Generous: on a busy machine the kernel takes seconds to let go of a trace instance.
const START_DEADLINE = 20_000;
const CLOSE_DEADLINE = 20_000;

/**
 * Starts a shell script as a helper. It must print the line `ready` on its stderr once it can serve; anything else
 * there is taken for the reason of a failure. Since it leaves at end of file, it also goes when the suite is killed.
 * @throws MachineError `HELPER` where it ends before it is ready
 */
export async function startHelper(
  what: string,
  enter: readonly string[],
  script: string,
  parameters: readonly string[] = [],
): Promise<HelperProcess> {
  const [program, ...words] = [
    ...enter,
    "sh",
    "-c",
    script,
    `fd012-${what.replaceAll(" ", "-")}`,
    ...parameters,
  ];
  const child = spawn(program as string, words, {
    stdio: ["pipe", "pipe", "pipe"],
    env: helperEnvironment,
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its helpers in order.
  });
  child.stdin.on("error", () => {}); // It may be gone already when its input is ended.
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    await within(readiness(what, child), START_DEADLINE, `the start of the ${what}`);
  } catch (error) {
    killAll(child);
    throw error;
  }
  return {
    pid: child.pid as number,
    stdin: child.stdin,
    stdout: child.stdout,
    close: () => close(what, child, gone),
  };
}

/** Plain tools' messages in one language, and the directories where util-linux keeps the administrator's programs. */
export const helperEnvironment = {
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
    child.once("error", (error) =>
      reject(new MachineError("HELPER", `The ${what} cannot run: ${error.message}.`)),
    );
    child.once("close", () => reject(new MachineError("HELPER", `The ${what} cannot run: ${said.trim()}.`)));
  });
}

async function close(what: string, child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.stdin?.end();
  try {
    await within(gone, CLOSE_DEADLINE, `the end of the ${what}`);
  } catch (error) {
    killAll(child);
    throw error;
  }
}

// The whole group: what a shell started would keep our pipes open, and with them this process.
function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return; // It never ran.
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All have gone by themselves.
  }
}
