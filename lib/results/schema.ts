/**
 * The plain data of a run, as `events.jsonl` and `run.json` hold it. The types that the program uses and the
 * JSON Schema that it publishes both come from here; everybody imports this file, and none of those below schema/.
 */
export type * from "./schema/case.ts";
export type * from "./schema/evidence.ts";
export type * from "./schema/fate.ts";
export type * from "./schema/ledger.ts";
export type * from "./schema/observation.ts";
export type * from "./schema/run.ts";
export { runEvent, runFile, SCHEMA_VERSION } from "./schema/run.ts";
export type * from "./schema/wiring.ts";
