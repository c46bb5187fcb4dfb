import { podmanEnvironment, podmanOutput } from "../../host/podman.ts";
import { commandClient } from "../command-client.ts";
import type { EngineSide, LogsAsked } from "../engine-side.ts";

/** What podman shows of a container by its command. @param podman the command, with its own options */
export function podmanSide(podman: readonly string[], name: string, label: string): EngineSide {
  const client = (...words: readonly string[]) =>
    commandClient([...podman, ...words, name], label, podmanEnvironment());
  const output = (...words: readonly string[]) => podmanOutput([...podman, ...words, name]);
  return {
    ways: ["podman logs"],
    logs: (_way, asked) => client("logs", ...options(asked)),
    attach: () => client("attach", "--no-stdin", "--sig-proxy=false"),
    state: () => output("inspect", "--format", "{{json .State}}"),
    async runAgain() {
      await output("start");
      return { kind: "exit", code: Number(await output("wait")) };
    },
  };
}

function options({ follow, tail }: LogsAsked): string[] {
  return [...(follow ? ["--follow"] : []), ...(tail === undefined ? [] : ["--tail", String(tail)])];
}
