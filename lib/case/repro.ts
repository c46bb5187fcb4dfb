import { type ActorName, type Step, wordsOf } from "../control/steps.ts";
import type { Fault, SceneByHand, StreamName } from "../faults/fault.ts";
import { OWNER, quoted, TOP } from "../host/shell-words.ts";
import { type OddRootName, oddRootScript, outsideMounts } from "../images/odd-roots.ts";
import type { ByHand, ContainerSpec } from "../runtimes/runtime.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import { behalfByHand } from "./by-hand-account.ts";
import beginning from "./by-hand-beginning.sh";
import type { Caller } from "./caller.ts";
import { type Case, plannedFor } from "./case.ts";
import { insideOf } from "./inside.ts";

const MOUNT = `${TOP}/mount`;
const IN_MOUNT = '"$top"/mount';

/** What a claim does to a case, noted as the shell commands that do the same by hand. */
export class Recording {
  readonly #steps: ((at: SceneByHand, container: ByHand) => readonly string[])[] = [];
  readonly #preparations: ((at: SceneByHand) => readonly string[])[] = [];
  readonly #unnoticed: StreamName[] = [];

  inflicted(fault: Fault): void {
    if (fault.preparedByHand) this.#preparations.push(fault.preparedByHand);
    this.#steps.push((at) => fault.byHand(at));
    this.#unnoticed.push(...(fault.deletes ?? []));
  }

  undone({ undoneByHand }: Fault): void {
    if (undoneByHand) this.#steps.push(undoneByHand);
  }

  /** What was deleted is waited for, until the mount that keeps attributes knows of it. */
  noticed(): void {
    const unnoticed = this.#unnoticed.splice(0);
    this.#steps.push((at) =>
      unnoticed.map(
        (stream) =>
          `wait_until "the mount's notice" is_gone ${at.throughMount(stream)} # It keeps attributes for a while.`,
      ),
    );
  }

  signalled(name: string): void {
    this.#add(`kill -${name.replace("SIG", "")} "$pid"`);
  }

  /** The engine's own command is the reader's to say: how he names a container is not this script's. */
  readBack(way: string, { follow, tail }: { follow?: boolean; tail?: number }): void {
    const how = `${follow ? ", following" : ""}${tail === undefined ? "" : `, the last ${tail} lines`}`;
    this.#add(`echo "read the output of $pid back by hand (${way}${how}), and go on" >&2`);
  }

  /** The job of a script by hand is the runtime and the shells around it. */
  signalledRuntime(name: string): void {
    this.#add(`echo "send ${name} to the runtime's own process by hand, the parent of $pid, and go on" >&2`);
  }

  signalledInit(name: string): void {
    this.#add(
      `for p in /proc/[0-9]*; do [ "$(readlink "$p/ns/pid")" = "$(readlink "/proc/$pid/ns/pid")" ] && ` +
        `grep -q "^NSpid:.*[[:space:]]1$" "$p/status" && kill -${name.replace("SIG", "")} "\${p#/proc/}"; done`,
    );
  }

  waitedUntilBlocked(channel: ActorName): void {
    this.#add(`wait_until "a write that waits" ${channel === "" ? "is_blocked" : "is_blocked_beside"}`);
  }

  /** The reader is a cat(1): a shell has no other that can be stopped. */
  executed(channel: ActorName, words: readonly string[]): void {
    const log = (stream: StreamName) => `${IN_MOUNT}/${channel}.${stream}.log`;
    this.#steps.push((_, { exec }) => [
      `( { { ${exec?.(words) ?? "false"}; } 2>>${log("stderr")}; echo "${channel}: exit $?" >&2; } | cat >>${log("stdout")}; : ) & # Whoever stops the reader stops its shell too.`,
      `wait_until "the word of ${channel} that it waits" is_waiting ${channel}`,
    ]);
  }

  executedOnce(words: readonly string[]): void {
    this.#steps.push((_, { exec }) => [`${exec?.(words) ?? "false"}; echo "executed: exit $?" >&2`]);
  }

  /** @param order of terminal.pl's */
  toldTerminal(order: string): void {
    this.#add(`echo ${quoted(order)} >"$top/terminal.told.in"`);
  }

  reopened(): void {
    this.#add('echo "have the runtime open the log anew by hand (crictl logs --reopen), and go on" >&2');
  }

  letGo(channel: ActorName): void {
    this.#add(`touch "$top/control/${prefixOf(channel)}go"`);
  }

  /** @param number of the step in its channel */
  asked(channel: ActorName, number: number, step: Step): void {
    this.#add(`ask ${prefixOf(channel)}step-${number} ${quoted(wordsOf(step))}`);
  }

  answered(number: number): void {
    this.#add(`wait_until "the answer" is_answered ${number}`);
  }

  #add(line: string): void {
    this.#steps.push(() => [line]);
  }

  /** A shell script that does by hand what the case did, with common commands. */
  script(one: Case, spec: ContainerSpec): string {
    const log = { stdout: `${MOUNT}/stdout.log`, stderr: `${MOUNT}/stderr.log` };
    const { rootfs, user, entrypoint = one.image.entrypoint } = one.test;
    // The script is root's, who needs no namespace of the suite's to mount in.
    const { as } = spec.namespace;
    const namespace = { ...spec.namespace, enter: [], ...(as && { as: { ...as, home: `${TOP}/home` } }) };
    const behalf = behalfByHand(one.image, as, [TOP, '"$top"']);
    const image = { ...behalf.image, entrypoint, ...(rootfs && { rootfs: `${TOP}/root` }) };
    const mounts = rootfs ? outsideMounts(rootfs, `${TOP}/outside`) : [];
    const caller = spec.caller && {
      ...spec.caller,
      above: 0,
      ...(spec.caller.directory && { directory: TOP }),
    };
    const again = {
      ...spec,
      namespace,
      label: `${TOP}/case`,
      owner: OWNER,
      control: `${TOP}/control`,
      caller,
    };
    const container = plannedFor(one).byHand(
      {
        ...again,
        ...insideOf(image, one.strategy.inside?.(log), mounts),
      },
      {
        log,
        sources: withoutClosed(one.strategy.sources(log), one.test.caller ?? {}),
        pidFile: `${TOP}/pid`,
      },
    );
    const filesystem = one.filesystem.byHand(MOUNT);
    const scene: SceneByHand = {
      onServer: (stream) => container.log ?? `"$server/${stream}.log"`, // An engine keeps both streams in one file.
      throughMount: (stream) => `${IN_MOUNT}/${stream}.log`,
      server: '"$server"',
      stopServer: filesystem.stopServer ?? null,
    };
    return `#!/bin/sh
# shellcheck disable=SC1003,SC2016,SC2317,SC2329 # What stands in single quotes is for a shell or perl within; not every script needs each function.
# ${one.plan.id}
# ${one.plan.claim}.
# Run it as root. It works in a directory that it makes below \${TMPDIR:-/tmp}, and removes it in the end unless something went wrong or
# FD012_KEEP is set. It waits at most FD012_SECONDS, 60 unless told otherwise, for anything.
${notReplayed(one.test.caller ?? {})}${beginning}
end_container() { ${container.end ?? ":"}; }
unmount() { ${filesystem.unmount || ":"}; }
mkdir -p ${IN_MOUNT} "$top/control"; : >"$top/control/events"${user ? `; chown -R ${user.uid}:${user.gid} "$top/control"` : ""}
${rootfs ? oddRootLines(rootfs, one.image.rootfs) : ""}${behalf.before}${filesystem.mount}
: >"$server/stdout.log"; : >"$server/stderr.log"${behalf.given}${this.#preparations
      .flatMap((prepare) => prepare(scene))
      .map((line) => `\n${line}`)
      .join("")}

cat >"$top/job" <<'JOB'
${one.strategy.script(`${container.start}; echo "reported: exit $?" >&2`, log)}
wait
JOB
setsid sh "$top/job" </dev/null 8>&- 9>&- & job=$!
wait_until "the workload's word that it waits" is_waiting
pid=$(cat "$top/pid"); ls -l "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2"
grep -H flags "/proc/$pid/fdinfo/0" "/proc/$pid/fdinfo/1" "/proc/$pid/fdinfo/2"
${this.#steps.flatMap((step) => step(scene, container)).join("\n")}
wait_until "the end" never
wc -c "$server"/*.log 2>/dev/null || echo "no log is left" >&2
${rootfs ? LOOK_OUTSIDE : ""}`;
  }
}

/** Outside, where links in the root lead, nothing may change. */
const LOOK_OUTSIDE = 'ls -lR "$top/outside"; cat "$top/outside/file"\n';

function oddRootLines(name: OddRootName, image: string): string {
  return `${oddRootScript(name, { image: quoted(image), root: quoted(`${TOP}/root`), outside: quoted(`${TOP}/outside`) })}\n`;
}

function prefixOf(channel: ActorName): string {
  return channel === "" ? "" : `${channel}.`;
}

function withoutClosed(sources: Stdio["sources"], { closed = [] }: Caller): Stdio["sources"] {
  const of = (fd: 0 | 1 | 2): Source => (closed.includes(fd) ? { kind: "closed" } : sources[fd]);
  return [of(0), of(1), of(2)];
}

/** What no shell can do to the descriptors that it passes on, said where the script would claim it. */
function notReplayed({ stdin, stdinFile, stdout, device, nonblock, owned, above, opens }: Caller): string {
  const lines = [
    ...(stdin === undefined
      ? []
      : [
          `fd 0 was ${stdin === "null" ? "/dev/null" : `a pipe with ${stdin} bytes in it`}, and is not in this script`,
        ]),
    ...(stdinFile ? [`fd 0 was a file of ${stdinFile} bytes, and is not in this script`] : []),
    ...(stdout ? [`fd 1 was ${stdout}, and is the log in this script`] : []),
    ...(device ? ["fd 0 was a character device 1:3 of its own, and is not in this script"] : []),
    ...(owned ? [`what the caller gave belonged to ${owned.uid}:${owned.gid}; say chown yourself`] : []),
    ...(above ? [`the caller had ${above} files open from fd 3 on; open them yourself`] : []),
    ...(opens ? ["the log was opened, and the fault made, before the runtime was started"] : []),
    ...(nonblock ? ["fds 1 and 2 were non-blocking (O_NONBLOCK), and are not in this script"] : []),
  ];
  return lines.map((line) => `# Not the same by hand: ${line}.\n`).join("");
}
