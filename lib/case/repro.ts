import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Case } from "./case.ts";
import { insideOf } from "./inside.ts";
import type { StreamName } from "./ledger.ts";

const TOP = "/tmp/fd012-by-hand"; // Not a run's directory: fd012 clean leaves it alone.
const MOUNT = `${TOP}/mount`;

/** What a claim does to a case, noted as the shell commands that do the same by hand. */
export class Recording {
  readonly #steps: string[] = [];
  #stopsServer = false;
  readonly #unnoticed: string[] = [];

  deletedOnServer(stream: StreamName): void {
    this.#steps.push(`rm "$server/${stream}.log"`);
    this.#unnoticed.push(`${MOUNT}/${stream}.log`);
  }

  /** What was deleted is waited for, until the mount that keeps attributes knows of it. */
  noticed(): void {
    for (const path of this.#unnoticed.splice(0))
      this.#steps.push(`while [ -e ${path} ]; do sleep 0.1; done # The mount keeps attributes for a while.`);
  }

  deletedThroughMount(stream: StreamName): void {
    this.#steps.push(`rm ${MOUNT}/${stream}.log`);
  }

  signalled(name: string): void {
    this.#steps.push(`kill -${name.replace("SIG", "")} "$pid"`);
  }

  stoppedServer(): void {
    this.#steps.push("stop_server");
    this.#stopsServer = true;
  }

  letGo(): void {
    this.#steps.push(`touch ${TOP}/control/go`);
  }

  /** A shell script that does by hand what the case did, with common commands. */
  script(one: Case, spec: ContainerSpec): string {
    const log = { stdout: `${MOUNT}/stdout.log`, stderr: `${MOUNT}/stderr.log` };
    const command = one.runtime.script(
      { ...spec, ...insideOf(one.image, one.strategy.inside?.(log)), control: `${TOP}/control` },
      one.strategy.sources(log),
      `${TOP}/pid`,
      one.runtime.wire?.(one.strategy.name, log),
    );
    const filesystem = one.filesystem.byHand(MOUNT);
    return `#!/bin/sh
# ${one.plan.id}
# ${one.plan.claim}.
# Run it as root. It works in ${TOP} and leaves that behind to look at.
top=${TOP}; rm -rf "$top"; mkdir -p ${MOUNT} "$top/control"
${filesystem.mount}${this.#stopsServer ? `\nstop_server() { ${filesystem.stopServer ?? ":"}; }` : ""}
: >"$server/stdout.log"; : >"$server/stderr.log"

( ${one.strategy.script(`${command}; echo "reported: exit $?" >&2`, log)} ) 9>&- & job=$!
until { grep -q '"waiting"' "$top/control/events" 2>/dev/null && [ -s ${TOP}/pid ]; } || ! kill -0 "$job" 2>/dev/null; do sleep 0.1; done
pid=$(cat ${TOP}/pid); ls -l "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2"
grep -H flags "/proc/$pid/fdinfo/0" "/proc/$pid/fdinfo/1" "/proc/$pid/fdinfo/2"
${this.#steps.join("\n")}
wait "$job"
wc -c "$server"/*.log 2>/dev/null || echo "no log is left" >&2
${filesystem.unmount}
`;
  }
}
