import { spawn } from "node:child_process";
import { once } from "node:events";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { InspectedStream } from "./inspection.ts";

export type FileState = Pick<InspectedStream, "kind" | "state" | "free">;

/**
 * What stat(2) and statfs(2) say of an open file, by its link below /proc, which opens nothing. A server that does not answer keeps whoever asks it
 * waiting, in some states even after SIGKILL, so another process asks, and is left behind where it does not come back.
 */
export async function fileState(link: string): Promise<FileState> {
  // GNU's and busybox's stat(1) both take these.
  const file = await said("stat", ["-L", "-c", "%F|%h", link]);
  if (file === null) return { kind: "file", state: "no answer", free: null };
  if (!file.text)
    return { kind: "file", state: /stale/i.test(file.error) ? "stale" : "not known", free: null };
  const [type = "", links] = file.text.split("|");
  const kind = KINDS[type] ?? "not known";
  if (kind !== "file") return { kind, state: null, free: null };
  const room = await said("stat", ["-f", "-L", "-c", "%a %S", link]);
  const [blocks, size] = (room?.text ?? "").split(" ").map(Number);
  const free = blocks !== undefined && size ? blocks * size : null;
  return { kind, state: links === "0" ? "deleted" : "good", free };
}

/** What stat(1) calls them. */
const KINDS: Record<string, InspectedStream["kind"]> = {
  "regular file": "file",
  "regular empty file": "file",
  fifo: "fifo",
  directory: "directory",
  socket: "socket",
  "character special file": "device",
  "block special file": "device",
};

/** Null where it did not answer in time. */
async function said(command: string, words: string[]): Promise<{ text: string; error: string } | null> {
  const child = spawn(command, words, { env: helperEnvironment, stdio: ["ignore", "pipe", "pipe"] });
  const heard = { text: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (more: string) => (heard.text += more));
  child.stderr.setEncoding("utf8").on("data", (more: string) => (heard.error += more));
  const closed = once(child, "close").catch((error: Error) => (heard.error += error.message));
  try {
    await within(closed, deadline("look at a descriptor"), `the answer of ${command}`);
    return { text: heard.text.trim(), error: heard.error };
  } catch {
    child.kill("SIGKILL");
    // It may never end: neither it nor its pipes may keep this process.
    child.unref();
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
    return null;
  }
}
