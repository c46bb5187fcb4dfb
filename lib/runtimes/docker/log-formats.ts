import type { LogPaths } from "../../strategies/strategy.ts";

type StreamName = keyof LogPaths;

/** One stream of docker's json-file log: objects of one line each, `{"log":"…","stream":"stdout","time":"…"}`. */
export function ofJsonFile(stream: StreamName, log: Buffer): Buffer {
  const parts: Buffer[] = [];
  const mark = `"stream":"${stream}"`;
  for (const line of log.toString("utf8").split("\n").slice(0, -1)) {
    if (!line.includes(mark)) continue;
    const entry = parsed(line);
    if (entry?.stream === stream && typeof entry.log === "string") parts.push(Buffer.from(entry.log));
  }
  return Buffer.concat(parts);
}

/** Docker Engine API, "Stream format": a header of 8 bytes, the last four of which are the length of what follows. */
export function unframed(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + HEADER <= body.length; ) {
    const end = at + HEADER + body.readUInt32BE(at + 4);
    parts.push(body.subarray(at + HEADER, end));
    at = end;
  }
  return Buffer.concat(parts);
}

const HEADER = 8;

// A line that was cut is nobody's output.
function parsed(line: string): { log?: unknown; stream?: unknown } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
