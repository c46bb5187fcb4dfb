import { OWNER, TOP } from "../host/shell-words.ts";
import type { ContainerSpec } from "../runtimes/runtime.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import { BEGINNING } from "./by-hand-shell.ts";
import type { Caller } from "./caller.ts";
import type { Case } from "./case.ts";
import { insideOf } from "./inside.ts";
import type { StreamName } from "./ledger.ts";

const MOUNT = `${TOP}/mount`;
const IN_MOUNT = '"$top"/mount';

/** What a claim does to a case, noted as the shell commands that do the same by hand. */
export class Recording {
  /** Each gets what removes a stream's log where it really lives. */
  readonly #steps: ((removal: (stream: StreamName) => string) => string)[] = [];
  #stopsServer = false;
  readonly #unnoticed: string[] = [];

  deletedOnServer(stream: StreamName): void {
    this.#steps.push((removal) => removal(stream));
    this.#unnoticed.push(`${IN_MOUNT}/${stream}.log`);
  }

  /** What was deleted is waited for, until the mount that keeps attributes knows of it. */
  noticed(): void {
    for (const path of this.#unnoticed.splice(0))
      this.#steps.push(
        () => `wait_until "the mount's notice" is_gone ${path} # It keeps attributes for a while.`,
      );
  }

  deletedThroughMount(stream: StreamName): void {
    this.#steps.push(() => `rm ${IN_MOUNT}/${stream}.log`);
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
        `for p in /proc/[0-9]*; do case $(readlink "$p/fd/1" 2>/dev/null) in "$top"/mount/*) ` +
        `kill -${name} "$(cut -d " " -f 4 "$p/stat")" "\${p#/proc/}" ;; esac; done`,
    );
  }

  waitedUntilBlocked(): void {
    this.#steps.push(() => 'wait_until "a write that waits" is_blocked');
  }

  letGo(): void {
    this.#steps.push(() => 'touch "$top/control/go"');
  }

  /** A shell script that does by hand what the case did, with common commands. */
  script(one: Case, spec: ContainerSpec): string {
    const log = { stdout: `${MOUNT}/stdout.log`, stderr: `${MOUNT}/stderr.log` };
    const wired = one.runtime.wire?.(one.strategy.name, log);
    const again = { ...spec, label: `${TOP}/case`, owner: OWNER, control: `${TOP}/control` };
    const command = one.runtime.script(
      { ...again, ...insideOf(one.image, one.strategy.inside?.(log)) },
      withoutClosed(one.strategy.sources(log), one.test.caller ?? {}),
      `${TOP}/pid`,
      wired,
    );
    const kept = wired ? one.runtime.logByHand?.(again) : undefined;
    // An engine keeps both streams in one file.
    const removal = (stream: StreamName) => (kept ? `rm -f ${kept}` : `rm "$server/${stream}.log"`);
    const filesystem = one.filesystem.byHand(MOUNT);
    return `#!/bin/sh
# shellcheck disable=SC1003,SC2016,SC2317,SC2329 # What stands in single quotes is for a shell or perl within; not every script needs each function.
# ${one.plan.id}
# ${one.plan.claim}.
# Run it as root. It works in a directory that it makes below \${TMPDIR:-/tmp}, and removes it in the end unless something went wrong or
# FD012_KEEP is set. It waits at most FD012_SECONDS, 60 unless told otherwise, for anything.
${notReplayed(one.test.caller ?? {})}${BEGINNING}
end_container() { ${one.runtime.endByHand?.(again) ?? ":"}; }
unmount() { ${filesystem.unmount || ":"}; }
mkdir -p ${IN_MOUNT} "$top/control"; : >"$top/control/events"
${filesystem.mount}${this.#stopsServer ? `\nstop_server() { ${filesystem.stopServer ?? ":"}; }` : ""}
: >"$server/stdout.log"; : >"$server/stderr.log"

cat >"$top/job" <<'JOB'
${one.strategy.script(`${command}; echo "reported: exit $?" >&2`, log)}
wait
JOB
setsid sh "$top/job" </dev/null 9>&- & job=$!
wait_until "the workload's word that it waits" is_waiting
pid=$(cat "$top/pid"); ls -l "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2"
grep -H flags "/proc/$pid/fdinfo/0" "/proc/$pid/fdinfo/1" "/proc/$pid/fdinfo/2"
${this.#steps.map((step) => step(removal)).join("\n")}
wait_until "the end" never
wc -c "$server"/*.log 2>/dev/null || echo "no log is left" >&2
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
