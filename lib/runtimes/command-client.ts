import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { identify, signalProcess } from "../host/process.ts";
import { startProcess } from "../host/start-process.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { EngineClient } from "./engine-side.ts";

const MOST_SAID = 400;

/**
 * An engine's own command that prints a container's output, `docker logs` or `podman attach`, on pipes of the suite's: stdout on its stdout, stderr on its
 * stderr, where its own words stand too.
 * @throws SpawnError
 */
export async function commandClient(
  words: readonly string[],
  label: string,
  environment: NodeJS.ProcessEnv = helperEnvironment,
): Promise<EngineClient> {
  const child = await startProcess(words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, FD012_LABEL: label },
    detached: true, // A terminal's Ctrl-C is for the suite, which ends its containers in order.
  });
  const process = identify(child.pid ?? 0);
  const parts: Record<StreamName, Buffer[]> = { stdout: [], stderr: [] };
  let heard = () => {};
  for (const stream of ["stdout", "stderr"] as const)
    child[stream]?.on("data", (part: Buffer) => {
      parts[stream].push(part);
      heard();
    });
  const got = (stream: StreamName) => Buffer.concat(parts[stream]);
  const ended = new Promise<string | null>((resolve) => {
    child.once("close", (code, signal) => {
      const said = got("stderr").toString("utf8").trim().slice(-MOST_SAID);
      resolve(code === 0 ? null : `${signal ?? `exit ${code}`}: ${said}`);
      heard();
    });
  });
  return {
    ...{ got, ended, process },
    onMore: (listener) => {
      heard = listener;
    },
    async close() {
      signalProcess(process, "SIGCONT");
      signalProcess(process, "SIGKILL");
      await within(ended, deadline("end of a killed runtime"), `the end of ${words[0]}`);
    },
  };
}
