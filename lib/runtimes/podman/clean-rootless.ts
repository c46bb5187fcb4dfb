import { readdirSync } from "node:fs";
import { nameOf, textOf } from "../../host/proc.ts";
import { identify, signalProcess } from "../../host/process.ts";
import { removeEach } from "../remove-each.ts";
import type { Cleaned, IsDead } from "../runtime.ts";

/**
 * Ends the conmons of dead runs whose podman was another user's: its storage goes with the run's directory, and conmon, which carries no label, would
 * have a podman clean up in it after that. PID 1 carries the label, and is ended by whoever removes the directory.
 */
export function endRootless(isDead: IsDead): Promise<Cleaned> {
  const dead = readdirSync("/proc")
    .map((name) => identify(Number(name)))
    .filter((found) => found !== null)
    .filter(({ pid }) => {
      const label = nameOf(pid) === "conmon" ? labelIn(textOf(`/proc/${pid}/cmdline`)) : null;
      return label !== null && isDead(label, "");
    });
  return removeEach(
    dead.map((process) => ({
      what: `process ${process.pid} (conmon)`,
      remove: async () => void signalProcess(process, "SIGKILL"),
    })),
  );
}

function labelIn(commandLine: string): string | null {
  const words = commandLine.split("\0");
  const at = words.indexOf("--conmon-pidfile");
  return at < 0 ? null : labelOfOwn(words[at + 1] ?? "");
}

/** The container's label, which is the path of its control directory, by a file of podman's beside it (words.ts, filesOf); null of any other file. */
export function labelOfOwn(path: string): string | null {
  return /^(\/.+)\.podman\/[^/]+$/.exec(path)?.[1] ?? null;
}
