import { existsSync } from "node:fs";
import { mayMount } from "../host/namespace.ts";
import { textOf } from "../host/proc.ts";
import { findProgram } from "../host/programs.ts";
import { knock } from "../runtimes/docker/endpoint.ts";
import { DOCKER_SOCKET, packages, type Situation } from "./plan.ts";

/** This machine, as it is. Changes nothing. */
export async function thisSituation(): Promise<Situation> {
  return {
    distributions: distributionsOf(textOf("/etc/os-release")),
    isRoot: process.getuid?.() === 0 && mayMount(),
    hasSystemd: existsSync("/run/systemd/system"), // sd_booted(3)
    programs: new Set(Object.keys(packages).filter((program) => findProgram(program) !== null)),
    dockerAnswers: (await knock(DOCKER_SOCKET)) === null,
    freeControllers: textOf("/sys/fs/cgroup/unified/cgroup.controllers").split(/\s+/).filter(Boolean),
  };
}

/** The system's own name, then those that it is like (os-release(5)). */
export function distributionsOf(release: string): string[] {
  return ["ID", "ID_LIKE"].flatMap((key) => {
    const value = new RegExp(`^${key}=["']?([^"'\\n]*)`, "m").exec(release)?.[1] ?? "";
    return value.split(" ").filter(Boolean);
  });
}
