import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { helperEnvironment } from "./helper-process.ts";
import { mayMount } from "./namespace.ts";
import { isDead, type Owner, thisOwner } from "./owner.ts";
import { everyProcess, initialVariable, signalProcess } from "./process.ts";
import { RUN_PREFIX } from "./run-directory.ts";

const INSTANCES = "/sys/kernel/tracing/instances";

/**
 * tracefs is the whole kernel's, directories are not: of a run in another container there is nothing to be seen here but its instance. So the name says
 * whose it is, from the moment at which the instance is there. The boot is not in it: no instance outlives its kernel.
 * @param run name of the run's directory, which tells two instances of one process apart
 */
export function instanceName(run: string, owner: Owner = thisOwner()): string {
  const { pidNamespace, user, pid, startTime } = owner;
  return [run, pidNamespace.replace(/\D/g, ""), user, pid, startTime].join(".");
}

/** Null where the name is of another form: then it is not the suite's. */
function ownerOfInstance(name: string): Owner | null {
  const [, pidNamespace, user, pid, startTime] = FORM.exec(name) ?? [];
  if (startTime === undefined) return null;
  const { boot } = thisOwner();
  return { pid: Number(pid), startTime, boot, pidNamespace: `pid:[${pidNamespace}]`, user: Number(user) };
}

const FORM = new RegExp(`^${RUN_PREFIX}\\w+\\.(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)$`);

/** Instances of runs whose process has ended for sure. */
export function deadInstances(): string[] {
  if (!mayMount() || !existsSync("/sys/kernel/tracing")) return [];
  return inTracefs(`ls ${INSTANCES}`)
    .split("\n")
    .filter((name) => {
      const owner = ownerOfInstance(name);
      return owner !== null && isDead(owner);
    });
}

/** With the helper of its run that reads from it and so keeps it busy; who else reads it is nobody's to end, and then it stays. */
export function removeInstance(name: string): void {
  for (const process of everyProcess())
    if (reads(process.pid, name) && initialVariable(process.pid, "FD012_LABEL"))
      signalProcess(process, "SIGKILL");
  const instance = `${INSTANCES}/${name}`;
  inTracefs(`rmdir ${instance} || [ ! -d ${instance} ]`); // Its own run may have been quicker.
}

function reads(pid: number, instance: string): boolean {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`);
    return descriptors.some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).includes(`${INSTANCES}/${instance}/`),
    );
  } catch {
    return false; // It has gone, or is not ours to look at.
  }
}

/** Looks at it in a mount namespace of its own, so that the machine's table of mounts stays as it is. */
function inTracefs(command: string): string {
  const script = `[ -d ${INSTANCES} ] || mount -t tracefs tracefs /sys/kernel/tracing; ${command}`;
  return execFileSync("unshare", ["--mount", "sh", "-c", script], {
    encoding: "utf8",
    env: helperEnvironment,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
