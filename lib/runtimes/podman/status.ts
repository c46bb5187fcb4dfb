import { podman } from "../../host/podman.ts";
import type { Fate } from "../../results/schema.ts";

/** What `podman inspect` says of an end now; null where podman knows the container no more, as --rm has it. */
export async function statusOf(name: string): Promise<Fate | null> {
  const format = "{{.State.Status}} {{.State.ExitCode}}";
  if (!(await exists(name))) return null;
  const said = await podman("container", "inspect", "--format", format, name).catch(() => null);
  if (said === null) return null; // It has gone meanwhile.
  const [word, code] = said.split(" ");
  return word === "exited" || word === "stopped"
    ? { kind: "exit", code: Number(code) }
    : { kind: "unknown", reason: `podman inspect says that it is ${word}` };
}

function exists(name: string): Promise<boolean> {
  return podman("container", "exists", name).then(
    () => true,
    () => false,
  );
}
