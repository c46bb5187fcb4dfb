import { setTimeout } from "node:timers/promises";
import { DeadlineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline, scaled } from "../host/deadlines.ts";
import { signalProcess } from "../host/process.ts";
import { untilStopped } from "../host/until-stopped.ts";
import type { StreamName } from "../log/stream-name.ts";
import type { EngineClient } from "../runtimes/engine-side.ts";
import type { ContainerEngine, LogReader } from "../suite/engine.ts";
import type { Started } from "./phases.ts";
import type { Setting } from "./setting.ts";

/** What a claim gets of a container's engine; undefined where it has none. Clients are ended with the case at the latest. */
export function engineOf(
  { teardown, recording }: Setting,
  { running }: Started,
): ContainerEngine | undefined {
  const { engine } = running;
  if (!engine) return undefined;
  const reader = (client: EngineClient): LogReader => {
    teardown.add("end a client of the engine", () => client.close());
    return readerOf(client);
  };
  return {
    ways: engine.ways,
    async logs(way, asked = {}) {
      recording.readBack(way, asked);
      return reader(await engine.logs(way, asked));
    },
    async attach() {
      recording.readBack("attach", {});
      return reader(await engine.attach());
    },
    ...(engine.attachForLog && {
      attachForLog: async () => reader((await engine.attachForLog?.()) as EngineClient),
    }),
    state: () => engine.state(),
    runAgain: () => engine.runAgain(),
  };
}

function readerOf(client: EngineClient): LogReader {
  const waiting = new Set<() => void>();
  client.onMore(() => {
    for (const look of waiting) look();
  });
  return {
    got: (stream) => client.got(stream),
    gets: (stream, bytes, milliseconds = deadline("arrival of the output")) =>
      untilGot(client, waiting, stream, bytes, milliseconds),
    silence: (milliseconds) => setTimeout(scaled(milliseconds), null),
    async ended() {
      const end = client.ended.then((trouble) => trouble ?? "well");
      return await inTime(end, deadline("end of an engine's client"));
    },
    async stop() {
      if (!signalProcess(client.process, "SIGSTOP"))
        throw new Error("the engine's client has ended before it is stopped");
      await untilStopped(client.process?.pid ?? 0);
    },
    kill: () => client.close(),
  };
}

async function untilGot(
  client: EngineClient,
  waiting: Set<() => void>,
  stream: StreamName,
  bytes: number,
  milliseconds: number,
): Promise<boolean> {
  let look = () => {};
  const there = new Promise<true>((resolve) => {
    look = () => {
      if (client.got(stream).length >= bytes) resolve(true);
    };
  });
  waiting.add(look);
  look();
  const gone = client.ended.then(() => client.got(stream).length >= bytes);
  return ((await inTime(Promise.race([there, gone]), milliseconds)) ?? false) === true;
}

/** Null where it does not come. */
async function inTime<T>(what: Promise<T>, milliseconds: number): Promise<T | null> {
  try {
    return await within(what, milliseconds, "what an engine's client does");
  } catch (error) {
    if (error instanceof DeadlineError) return null;
    throw error;
  }
}
