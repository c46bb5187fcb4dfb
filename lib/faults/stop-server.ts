import type { Fault } from "./fault.ts";

/** The server of the log stops: whoever asks it waits, or gives up, as the mount's options say. */
export const stopServer: Fault = {
  name: "stop-server",
  needs: ["stop-server"],
  async inflict({ mounted: { server }, undoneBy }) {
    if (!server) throw new Error("this file system has no server that could be stopped");
    undoneBy(() => server.start());
    await server.stop();
  },
  byHand: ({ stopServer }) => (stopServer === null ? [] : [stopServer]),
};
