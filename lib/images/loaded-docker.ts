import { createReadStream } from "node:fs";
import type Docker from "dockerode";
import { MachineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { answered, ask } from "../runtimes/docker/http.ts";
import type { ImageStore } from "./loaded.ts";

/** The images of a docker engine. */
export function dockerStore(docker: Docker, socket: string): ImageStore {
  return {
    name: socket,
    async has(reference) {
      try {
        const path = `/images/${reference}/json`;
        await answered("docker image inspect", (signal) => ask("GET", socket, path, signal));
        return true;
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode === 404) return false;
        throw error;
      }
    },
    async load({ tar, reference }) {
      const loaded = within(loading(docker, tar), deadline("loading of an image"), "docker load");
      const said = await loaded.catch(({ message }: Error) => {
        throw new MachineError(
          "IMAGE_STORE",
          `docker broke off while it took the image ${reference}: ${message}`,
        );
      });
      // It answers 200 at once; how it went stands in the stream of what it says.
      const problem = /"error":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1];
      if (problem)
        throw new MachineError("IMAGE_STORE", `docker could not take the image ${reference}: ${problem}`);
    },
  };
}

async function loading(docker: Docker, tar: string): Promise<string> {
  return textOf(await docker.loadImage(createReadStream(tar)));
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += part;
  return text;
}
