import type { RunEvent } from "./schema.ts";

/**
 * The events of an events.jsonl. The last line of a run that was killed while it wrote may be cut off; it is left out.
 * Any other line that is not JSON throws a SyntaxError that names the line.
 */
export function eventsOfLines(text: string): RunEvent[] {
  const lines = text.split("\n");
  const rest = lines.pop();
  const events = lines.map(parseLine);
  return rest ? [...events, ...parseRest(rest)] : events;
}

function parseLine(line: string, index: number): RunEvent {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new SyntaxError(`line ${index + 1}: ${(error as Error).message}`, { cause: error });
  }
}

function parseRest(rest: string): RunEvent[] {
  try {
    return [JSON.parse(rest)];
  } catch {
    return [];
  }
}
