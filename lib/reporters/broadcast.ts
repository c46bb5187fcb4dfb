import type { RunEvent } from "../results/schema.ts";
import type { Reporter } from "./reporter.ts";

/**
 * All reporters as one. A reporter that throws hears no more of the run, and the others and the run go on without it;
 * `onBroken` gets one sentence for it.
 */
export function broadcast(
  reporters: ReadonlyMap<string, Reporter>,
  onBroken: (problem: string) => void,
): Reporter {
  const listening = new Map(reporters);

  function broken(name: string, error: unknown): void {
    listening.delete(name);
    onBroken(`the ${name} reporter broke: ${error instanceof Error ? error.message : String(error)}`);
  }

  return {
    on(event: RunEvent) {
      for (const [name, reporter] of [...listening]) {
        try {
          reporter.on(event);
        } catch (error) {
          broken(name, error);
        }
      }
    },
    async done() {
      for (const [name, reporter] of [...listening]) {
        await reporter.done().catch((error) => broken(name, error));
      }
    },
  };
}
