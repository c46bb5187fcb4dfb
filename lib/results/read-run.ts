import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { eventsOfLines } from "./event-lines.ts";
import { runOfEvents } from "./run-of-events.ts";
import type { RunFile } from "./schema.ts";
import { textOfFile } from "./text-file.ts";

/**
 * A stored run: of a run directory its run.json, or its events.jsonl where the run was killed before it could write one; or
 * either file by itself. The data is checked against the schema: it may come from elsewhere or from another version.
 */
export async function readRun(path: string): Promise<RunFile> {
  return readFile(runFileOf(path));
}

/** The same for who compares runs: of a run directory the baseline.json, which has all that counts and is read forty times as fast. */
export async function readBaseline(path: string): Promise<RunFile> {
  return readFile(runFileOf(path, ["baseline.json", ...WHOLE_RUN]));
}

const WHOLE_RUN = ["run.json", "events.jsonl"];

async function readFile(file: string): Promise<RunFile> {
  const { runFile, SCHEMA_VERSION } = await import("./schema.ts");
  const data = parse(file);
  checkVersion(file, data, SCHEMA_VERSION);
  const parsed = runFile.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".");
  const what = where ? `${where} is not what it should be (${issue?.message})` : "it holds no run";
  throw new UsageError(
    "RUN_INVALID",
    `${file} is no run of this version of fd012: ${what}; name a run directory or a run.json that this version wrote.`,
  );
}

function checkVersion(file: string, data: unknown, ours: number): void {
  const theirs = (data as { head?: { schema?: unknown } } | null)?.head?.schema;
  if (typeof theirs !== "number" || theirs === ours) return;
  throw new UsageError(
    "RUN_VERSION",
    `${file} has version ${theirs} of head.schema, and this fd012 reads version ${ours}: make the run again with this one, or use the fd012 that wrote it.`,
  );
}

/** The file that a stored run is read from. @throws UsageError `RUN_MISSING` */
export function runFileOf(path: string, names: readonly string[] = WHOLE_RUN): string {
  if (!existsSync(path))
    throw new UsageError("RUN_MISSING", `${path} does not exist: name a run directory or a run.json`);
  if (!statSync(path).isDirectory()) return path;
  const file = names.map((name) => join(path, name)).find(existsSync);
  if (!file)
    throw new UsageError(
      "RUN_MISSING",
      `${path} holds neither run.json nor events.jsonl: is it a run directory?`,
    );
  return file;
}

/** Far beyond any run: 5,000 cases are some 30 MB. */
const MOST_BYTES = 500_000_000;

function contents(file: string): string {
  try {
    return textOfFile(file, MOST_BYTES);
  } catch (error) {
    throw new UsageError("RUN_UNREADABLE", `${file} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function parse(file: string): unknown {
  const text = contents(file);
  try {
    return file.endsWith(".jsonl") ? runOfEvents(eventsOfLines(text)) : JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      "RUN_INVALID",
      `${file} is not JSON, or was cut off: name a run directory or a run.json.`,
      { cause: error },
    );
  }
}
