import * as z from "zod/mini";
import { HISTORY_VERSION, historyFile } from "../history/schema.ts";
import { inspectOutput } from "../inspect/schema.ts";
import { runEvent, runFile, SCHEMA_VERSION } from "./schema.ts";

/** JSON Schema (draft 2020-12) of what fd012 writes, by file name below `schema/`. */
export function jsonSchemas(): Record<string, object> {
  return {
    "run.schema.json": titled(`fd012 run.json, version ${SCHEMA_VERSION}`, runFile),
    "inspect.schema.json": titled("What fd012 inspect --json prints", inspectOutput),
    "event.schema.json": titled(`A line of fd012 events.jsonl, version ${SCHEMA_VERSION}`, runEvent),
    "history.schema.json": titled(`fd012 history --format json, version ${HISTORY_VERSION}`, historyFile),
  };
}

function titled(title: string, type: z.core.$ZodType): object {
  const { $schema, ...schema } = z.toJSONSchema(type, { reused: "inline", io: "input" });
  return { $schema, title, ...schema };
}
