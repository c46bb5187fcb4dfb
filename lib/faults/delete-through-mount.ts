import { both, type Fault, type StreamName } from "./fault.ts";

/** The log is deleted through the very mount by which PID 1's side has it open. @param streams both where none is named */
export function deleteThroughMount(...streams: StreamName[]): Fault {
  const deleted = streams.length > 0 ? streams : both;
  return {
    name: "delete-through-mount",
    needs: [],
    async inflict({ log }) {
      for (const { path } of log.files(deleted)) await log.inside("rm", path);
    },
    byHand: (at) => deleted.map((stream) => `rm ${at.throughMount(stream)}`),
  };
}
