import { request } from "node:http";
import { streamIn } from "../../log/reading.ts";
import type { StreamName } from "../../log/stream-name.ts";
import type { EngineClient } from "../engine-side.ts";

const OK = 200;

/** One answer of docker's API that brings a container's output, multiplexed, as long as it lasts. */
export function apiClient(socketPath: string, method: "GET" | "POST", path: string): EngineClient {
  const parts: Buffer[] = [];
  let heard = () => {};
  let over = () => {};
  const ended = new Promise<string | null>((resolve) => {
    const asking = request({ method, socketPath, path }, (answer) => {
      answer.on("data", (part: Buffer) => {
        parts.push(part);
        heard();
      });
      answer.once("error", () => resolve("the daemon broke off its answer"));
      answer.once("end", () => {
        const said = () => Buffer.concat(parts).toString("utf8").trim();
        resolve(answer.statusCode === OK ? null : `status ${answer.statusCode}: ${said()}`);
      });
    });
    asking.once("error", ({ message }) => resolve(message));
    asking.end();
    over = () => asking.destroy();
  });
  void ended.then(() => heard());
  return {
    // Pieces of a frame that has not wholly come are no output yet.
    got: (stream: StreamName) => streamIn(stream, Buffer.concat(parts), ["multiplexed"]),
    ended,
    process: null,
    onMore: (listener) => {
      heard = listener;
    },
    async close() {
      over();
      await ended;
    },
  };
}
