import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { hierarchies } from "../../host/cgroups.ts";
import { deadline } from "../../host/deadlines.ts";
import { textOf } from "../../host/proc.ts";
import { identify, isAlive, type ProcessIdentity } from "../../host/process.ts";
import type { PodmanFiles } from "./words.ts";

/** conmon's last act is to have podman clean up; nobody tells when that is done, so it is asked for. */
const PAUSE = 10;

/** What a container has on the host while it runs, and must have no more once it has ended: conmon, mounts, control groups. */
export class PodmanTraces {
  readonly #id: string;
  readonly #conmon: ProcessIdentity | null;
  readonly #groups: readonly string[];

  /** @param pid1 while it lives; null where there has been none */
  constructor(pid1: number | null, { conmonPid, containerId }: PodmanFiles) {
    this.#id = textOf(containerId).trim();
    this.#conmon = identify(Number(textOf(conmonPid)));
    this.#groups = pid1 === null ? usualGroups(this.#id) : groupsOf(pid1, this.#id);
  }

  /** Without it podman never hears of the end. */
  get hasConmon(): boolean {
    return this.#conmon !== null && isAlive(this.#conmon);
  }

  /** Asked until nothing is, or for a while. */
  async left(): Promise<string[]> {
    const until = performance.now() + deadline("podman's traces");
    let left = this.#now();
    for (; left.length > 0 && performance.now() < until; left = this.#now()) await setTimeout(PAUSE);
    return left;
  }

  #now(): string[] {
    const conmon = this.hasConmon ? [`conmon ${this.#conmon?.pid}`] : [];
    const mounts = this.#id === "" ? [] : mountsNaming(this.#id).map((path) => `mount ${path}`);
    const groups = this.#groups.filter((path) => existsSync(path)).map((path) => `control group ${path}`);
    return [...conmon, ...mounts, ...groups];
  }
}

/** Those that are the container's alone: podman names them by its id. */
function groupsOf(pid: number, id: string): string[] {
  const paths = new Map(
    [...textOf(`/proc/${pid}/cgroup`).matchAll(/^\d+:([^:]*):(.*)$/gm)].map(([, controllers, path]) => [
      controllers as string,
      path as string,
    ]),
  );
  return hierarchies().flatMap(({ mount, controllers }) => {
    const path = paths.get(controllers);
    return id !== "" && path?.includes(id) ? [join(mount, path)] : [];
  });
}

/** As podman names them without systemd, and with it. */
function usualGroups(id: string): string[] {
  const names = id === "" ? [] : [`libpod_parent/libpod-${id}`, `machine.slice/libpod-${id}.scope`];
  return hierarchies().flatMap(({ mount }) => names.map((name) => join(mount, name)));
}

function mountsNaming(id: string): string[] {
  return textOf("/proc/self/mountinfo")
    .split("\n")
    .filter((line) => line.includes(id))
    .map((line) => line.split(" ")[4] as string);
}
