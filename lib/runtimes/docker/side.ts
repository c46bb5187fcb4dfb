import { outputOf } from "../../host/programs.ts";
import { commandClient } from "../command-client.ts";
import type { EngineClient, EngineSide, LogsAsked } from "../engine-side.ts";
import { apiClient } from "./api-client.ts";
import { answered, ask } from "./http.ts";

const BOTH = "stdout=1&stderr=1";

/** What a docker daemon shows of a container: by its command as people use it, and by the API as tools do. @param client the command */
export function dockerSide(
  client: string,
  { socket, id, label }: Readonly<Record<"socket" | "id" | "label", string>>,
): EngineSide {
  const docker = [client, "--host", `unix://${socket}`];
  const api = (asked: LogsAsked) => apiClient(socket, "GET", `/containers/${id}/logs?${BOTH}${query(asked)}`);
  const command = (asked: LogsAsked) => commandClient([...docker, "logs", ...options(asked), id], label);
  const ways: Record<string, (asked: LogsAsked) => EngineClient | Promise<EngineClient>> = {
    "docker logs": command,
    "docker's API": api,
  };
  return {
    // Another command is asked in place of the daemon, not beside it.
    ways: client === "docker" ? Object.keys(ways) : ["docker logs"],
    logs: async (way, asked) => await (ways[way] ?? command)(asked),
    attach: () => commandClient([...docker, "attach", "--no-stdin", "--sig-proxy=false", id], label),
    attachForLog: async () => apiClient(socket, "POST", `/containers/${id}/attach?logs=1&stream=0&${BOTH}`),
    state: () => outputOf([...docker, "inspect", "--format", "{{json .State}}", id]),
    async runAgain() {
      await outputOf([...docker, "start", id]);
      const said = await answered("docker wait", (signal) =>
        ask("POST", socket, `/containers/${id}/wait`, signal),
      );
      return { kind: "exit", code: JSON.parse(said.toString("utf8")).StatusCode };
    },
  };
}

function query({ follow, tail }: LogsAsked): string {
  return `${follow ? "&follow=1" : ""}${tail === undefined ? "" : `&tail=${tail}`}`;
}

function options({ follow, tail }: LogsAsked): string[] {
  return [...(follow ? ["--follow"] : []), ...(tail === undefined ? [] : ["--tail", String(tail)])];
}
