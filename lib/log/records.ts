import { readFileSync } from "node:fs";
import type { FramingName } from "./framings/table.ts";
import type { Segment } from "./segment.ts";

/** How many records a log holds, and in a few words each what is wrong with those that are not as their form says. */
export interface Records {
  readonly count: number;
  readonly problems: readonly string[];
}

/** RFC 3339, with or without parts of a second. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const LENGTH = 4;

/** @param files the log's, oldest first, all in memory @returns null where it has no records */
export function recordsOf(files: readonly Buffer[], framing: FramingName): Records | null {
  const look = forms[framing];
  if (!look) return null;
  const found = files.map(look);
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** Reads a file from its beginning, whoever has read of its descriptor before. */
export function bytesOf({ fd }: Segment): Buffer {
  return readFileSync(`/proc/self/fd/${fd}`);
}

const forms: Partial<Record<FramingName, (bytes: Buffer) => Records>> = {
  "json-file": (bytes) => byLines(bytes, problemOfJson),
  cri: criRecords,
  local: localRecords,
};

function byLines(bytes: Buffer, problemOf: (line: string) => string | null): Records {
  const text = bytes.toString("latin1");
  const lines = text.split("\n");
  const rest = lines.pop();
  const problems = lines.flatMap((line, at) => {
    const problem = problemOf(line);
    return problem === null ? [] : [`record ${at + 1} ${problem}`];
  });
  return {
    count: lines.length,
    problems: [...problems, ...(rest ? ["the last record has no newline"] : [])],
  };
}

function problemOfJson(line: string): string | null {
  try {
    const { log, stream, time } = JSON.parse(line);
    if (typeof log !== "string") return "has no log";
    if (!["stdout", "stderr"].includes(stream)) return "names no stream";
    return TIME.test(time) ? null : "has no time of RFC 3339";
  } catch {
    return "is no JSON";
  }
}

/** A P asks for a record of the same stream that goes on with it. */
function criRecords(bytes: Buffer): Records {
  const open = new Set<string>();
  const found = byLines(bytes, (line) => {
    const [time = "", stream = "", tag = ""] = line.split(" ");
    if (!TIME.test(time)) return "has no time of RFC 3339";
    if (!["stdout", "stderr"].includes(stream)) return "names no stream";
    if (!["P", "F"].includes(tag)) return "is neither P nor F";
    if (line.length < `${time} ${stream} ${tag} `.length) return "has no space behind its tag";
    if (tag === "P") open.add(stream);
    else open.delete(stream);
    return null;
  });
  const left = [...open].map((stream) => `the last line of ${stream} is never closed by F`);
  return { ...found, problems: [...found.problems, ...left] };
}

/** The length of a message stands before and behind it. */
function localRecords(bytes: Buffer): Records {
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const length = bytes.length - at < LENGTH ? -1 : bytes.readUInt32BE(at);
    const behind = at + LENGTH + length;
    if (length < 0 || behind + LENGTH > bytes.length || bytes.readUInt32BE(behind) !== length)
      return { count, problems: [`record ${count + 1} has another length before it than behind it`] };
    at = behind + LENGTH;
  }
  return { count, problems: [] };
}
