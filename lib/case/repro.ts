import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import type { Caller } from "./caller.ts";
import type { Case } from "./case.ts";
import { insideOf } from "./inside.ts";
import type { StreamName } from "./ledger.ts";

const TOP = "/tmp/fd012-by-hand"; // Not a run's directory: fd012 clean leaves it alone.
const MOUNT = `${TOP}/mount`;

/** What a claim does to a case, noted as the shell commands that do the same by hand. */
export class Recording {
  /** Each gets what removes a stream's log where it really lives. */
  readonly #steps: ((removal: (stream: StreamName) => string) => string)[] = [];
  #stopsServer = false;
  readonly #unnoticed: string[] = [];

  deletedOnServer(stream: StreamName): void {
    this.#steps.push((removal) => removal(stream));
    this.#unnoticed.push(`${MOUNT}/${stream}.log`);
  }

  /** What was deleted is waited for, until the mount that keeps attributes knows of it. */
  noticed(): void {
    for (const path of this.#unnoticed.splice(0))
      this.#steps.push(
        () => `while [ -e ${path} ]; do sleep 0.1; done # The mount keeps attributes for a while.`,
      );
  }

  deletedThroughMount(stream: StreamName): void {
    this.#steps.push(() => `rm ${MOUNT}/${stream}.log`);
  }

  signalled(name: string): void {
    this.#steps.push(() => `kill -${name.replace("SIG", "")} "$pid"`);
  }

  stoppedServer(): void {
    this.#steps.push(() => "stop_server");
    this.#stopsServer = true;
  }

  filled(): void {
    this.#steps.push(() => 'dd if=/dev/zero of="$server/filler" bs=4096 2>/dev/null || :');
  }

  /** Whoever writes the log reads the pipe; the shell around it would go on in its place. */
  signalledReader(name: "KILL" | "STOP" | "CONT"): void {
    this.#steps.push(
      () =>
        `for p in /proc/[0-9]*; do case $(readlink "$p/fd/1" 2>/dev/null) in ${MOUNT}/*) ` +
        `kill -${name} "$(cut -d " " -f 4 "$p/stat")" "\${p#/proc/}" ;; esac; done`,
    );
  }

  waitedUntilBlocked(): void {
    this.#steps.push(
      () => 'until grep -q pipe_write "/proc/$pid/wchan" || ! kill -0 "$pid"; do sleep 0.1; done 2>/dev/null',
    );
  }

  letGo(): void {
    this.#steps.push(() => `touch ${TOP}/control/go`);
  }

  /** A shell script that does by hand what the case did, with common commands. */
  script(one: Case, spec: ContainerSpec): string {
    const log = { stdout: `${MOUNT}/stdout.log`, stderr: `${MOUNT}/stderr.log` };
    const wired = one.runtime.wire?.(one.strategy.name, log);
    const command = one.runtime.script(
      { ...spec, ...insideOf(one.image, one.strategy.inside?.(log)), control: `${TOP}/control` },
      withoutClosed(one.strategy.sources(log), one.test.caller ?? {}),
      `${TOP}/pid`,
      wired,
    );
    const kept = wired ? one.runtime.logByHand?.(spec) : undefined;
    // An engine keeps both streams in one file.
    const removal = (stream: StreamName) => (kept ? `rm -f ${kept}` : `rm "$server/${stream}.log"`);
    const filesystem = one.filesystem.byHand(MOUNT);
    return `#!/bin/sh
# ${one.plan.id}
# ${one.plan.claim}.
# Run it as root. It works in ${TOP} and leaves that behind to look at.
${notReplayed(one.test.caller ?? {})}top=${TOP}; rm -rf "$top"; mkdir -p ${MOUNT} "$top/control"
${filesystem.mount}${this.#stopsServer ? `\nstop_server() { ${filesystem.stopServer ?? ":"}; }` : ""}
: >"$server/stdout.log"; : >"$server/stderr.log"

( ${one.strategy.script(`${command}; echo "reported: exit $?" >&2`, log)} ) 9>&- & job=$!
until { grep -q '"waiting"' "$top/control/events" 2>/dev/null && [ -s ${TOP}/pid ]; } || ! kill -0 "$job" 2>/dev/null; do sleep 0.1; done
pid=$(cat ${TOP}/pid); ls -l "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2"
grep -H flags "/proc/$pid/fdinfo/0" "/proc/$pid/fdinfo/1" "/proc/$pid/fdinfo/2"
${this.#steps.map((step) => step(removal)).join("\n")}
wait "$job"
wc -c "$server"/*.log 2>/dev/null || echo "no log is left" >&2
${filesystem.unmount}
`;
  }
}

function withoutClosed(sources: Stdio["sources"], { closed = [] }: Caller): Stdio["sources"] {
  const of = (fd: 0 | 1 | 2): Source => (closed.includes(fd) ? { kind: "closed" } : sources[fd]);
  return [of(0), of(1), of(2)];
}

/** What no shell can do to the descriptors that it passes on, said where the script would claim it. */
function notReplayed({ stdin, nonblock }: Caller): string {
  const lines = [
    ...(stdin === undefined ? [] : [`fd 0 was a pipe with ${stdin} bytes in it, and is not in this script`]),
    ...(nonblock ? ["fds 1 and 2 were non-blocking (O_NONBLOCK), and are not in this script"] : []),
  ];
  return lines.map((line) => `# Not the same by hand: ${line}.\n`).join("");
}
