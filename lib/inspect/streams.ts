import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { pipeFill, readersOf } from "../host/pipe-ends.ts";
import { kindByLink, openDescriptor } from "../observe/descriptor.ts";
import type { InspectedStream } from "./inspection.ts";

/** fds 0–2 of a process, as they are now. */
export function inspectStreams(pid: number): Promise<InspectedStream[]> {
  return Promise.all([0, 1, 2].map((fd) => inspectStream(pid, fd)));
}

async function inspectStream(pid: number, fd: number): Promise<InspectedStream> {
  const open = openDescriptor(pid, fd);
  if (!open) return closed(fd);
  const byLink = kindByLink(open.target);
  // fstat(2) of a file on a server that does not answer may take for ever, so another process calls it.
  const { kind, state } = byLink ? { kind: byLink, state: null } : await stat(`/proc/${pid}/fd/${fd}`);
  const isRead = (kind === "pipe" || kind === "fifo") && open.access !== "read";
  return {
    ...{ ...open, kind, state: kind === "file" ? state : null },
    filesystem: kind === "file" ? filesystemOf(pid, fd) : null,
    readers: isRead ? readersOf(open.target) : null,
    fill: isRead ? pipeFill(pid, fd) : null,
  };
}

function closed(fd: number): InspectedStream {
  const nothing = { access: null, append: null, nonblock: null, filesystem: null, state: null };
  return { fd, kind: "closed", target: "", ...nothing, readers: null, fill: null };
}

async function stat(
  path: string,
): Promise<{ kind: InspectedStream["kind"]; state: InspectedStream["state"] }> {
  try {
    const options = {
      env: helperEnvironment,
      timeout: deadline("look at a descriptor"),
      killSignal: "SIGKILL",
    } as const;
    const { stdout } = await promisify(execFile)("stat", ["-L", "-c", "%F|%h", path], options);
    const [type = "", links] = stdout.trim().split("|");
    return { kind: kinds[type] ?? "file", state: links === "0" ? "deleted" : "good" };
  } catch (error) {
    const { stderr = "", killed } = error as { stderr?: string; killed?: boolean };
    if (killed) return { kind: "file", state: "no answer" };
    return { kind: "file", state: /stale/i.test(stderr) ? "stale" : "no answer" };
  }
}

/** What stat(1) calls them. */
const kinds: Record<string, InspectedStream["kind"]> = {
  fifo: "fifo",
  directory: "directory",
  socket: "socket",
  "character special file": "device",
};

/** By the number of its mount (proc(5): fdinfo, mountinfo), so that nobody is asked. */
function filesystemOf(pid: number, fd: number): InspectedStream["filesystem"] {
  const mount = /^mnt_id:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8"))?.[1];
  for (const table of [`/proc/${pid}/mountinfo`, "/proc/self/mountinfo"]) {
    const line = readFileSync(table, "utf8")
      .split("\n")
      .find((one) => one.startsWith(`${mount} `));
    const [type, source] = line?.split(" - ")[1]?.split(" ") ?? [];
    if (type && source) return { type, source };
  }
  return null; // Opened in a namespace that neither of the two is in.
}
