import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { eventsOfLines } from "./event-lines.ts";
import { runOfEvents } from "./run-of-events.ts";
import type { RunFile } from "./schema.ts";

/**
 * A stored run: of a run directory its run.json, or its events.jsonl where the run was killed before it could write one; or
 * either file by itself. The data is checked against the schema: it may come from elsewhere or from another version.
 */
export async function readRun(path: string): Promise<RunFile> {
  const file = fileOf(path);
  const { runFile } = await import("./schema.ts");
  const parsed = runFile.safeParse(parse(file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError(
    "RUN_INVALID",
    `${file} is not a run of this version: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}

function fileOf(path: string): string {
  if (!existsSync(path))
    throw new UsageError("RUN_MISSING", `${path} does not exist: name a run directory or a run.json`);
  if (!statSync(path).isDirectory()) return path;
  const file = ["run.json", "events.jsonl"].map((name) => join(path, name)).find(existsSync);
  if (!file)
    throw new UsageError(
      "RUN_MISSING",
      `${path} holds neither run.json nor events.jsonl: is it a run directory?`,
    );
  return file;
}

function parse(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return file.endsWith(".jsonl") ? runOfEvents(eventsOfLines(text)) : JSON.parse(text);
  } catch (error) {
    throw new UsageError("RUN_INVALID", `${file} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
