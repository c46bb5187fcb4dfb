import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";

/** Where a user said that the docker engine is. */
export interface Named {
  /** `unix:///…`, `tcp://…`, `ssh://…`. */
  readonly host: string;
  /** Who said so, for messages. */
  readonly by: string;
}

/**
 * The engine that the docker command itself would talk to, by docker's own rules: DOCKER_HOST, DOCKER_CONTEXT, the current context
 * of its configuration. What is named is used or is an error: another engine would answer for the wrong runtime.
 * @returns null where nothing is named, and engines are looked for
 */
export function namedEndpoint(environment: NodeJS.ProcessEnv = process.env): Named | null {
  const { DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG } = environment;
  if (DOCKER_HOST) return { host: DOCKER_HOST, by: "DOCKER_HOST" };
  const directory = DOCKER_CONFIG || join(homedir(), ".docker");
  const context = DOCKER_CONTEXT || json(join(directory, "config.json"))?.currentContext;
  if (typeof context !== "string" || context === "" || context === "default") return null;
  const id = createHash("sha256").update(context).digest("hex");
  const meta = json(join(directory, "contexts/meta", id, "meta.json"));
  return { host: meta?.Endpoints?.docker?.Host ?? "", by: `the docker context "${context}"` };
}

/** Sockets that engines are known to listen on: the system's, a user's own, podman's. */
export function usualSockets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const own = environment.XDG_RUNTIME_DIR || `/run/user/${userInfo().uid}`;
  return [
    "/var/run/docker.sock",
    ...[`${own}/docker.sock`, join(homedir(), ".docker/run/docker.sock")],
    join(homedir(), ".docker/desktop/docker.sock"),
    ...[`${own}/podman/podman.sock`, "/run/podman/podman.sock"],
  ].filter((path) => existsSync(path));
}

/** What somebody gets who connects to a socket: null where he is let in, else why not. */
export function knock(path: string): Promise<string | null> {
  const socket = connect(path);
  const answer = new Promise<string | null>((resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(reasons[code ?? ""] ?? String(code)));
  });
  return within(answer, deadline("knock"), `an answer on ${path}`)
    .catch((error: Error) => error.message)
    .finally(() => socket.destroy());
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such socket",
  ECONNREFUSED: "nobody listens there",
  EACCES: "permission is denied",
  ENOTSOCK: "it is not a socket",
};

// biome-ignore lint/suspicious/noExplicitAny: docker's own files, of which only a few words are looked at.
function json(path: string): any {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
