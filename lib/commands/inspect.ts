import { availableParallelism } from "node:os";
import { Apart } from "../inspect/apart.ts";
import type { Judged, Level } from "../inspect/inspection.ts";
import { EXIT_CODES, judge } from "../inspect/level.ts";
import { inspectMachine } from "../inspect/machine.ts";
import { machineLines } from "../inspect/machine-text.ts";
import { findTarget } from "../inspect/target.ts";
import { inspectionLines } from "../inspect/text.ts";
import { paintFor } from "../reporters/colour.ts";

interface Options {
  readonly json: boolean;
  readonly logOn?: string;
}

/** `fd012 inspect TARGET`. @returns the exit code of its level */
export async function inspect(target: string, { json }: Options): Promise<number> {
  const judged = await apart(1, (asked) => lookAtTarget(asked, target));
  return print(judged, json, () => inspectionLines(judged, paint()));
}

/** `fd012 inspect --all`. @returns the exit code of the worst level */
export async function inspectAll({ json, logOn }: Options): Promise<number> {
  // They wait for servers more than for a processor.
  const most = Math.max(4, availableParallelism());
  const machine = await apart(most, (asked) => inspectMachine(asked, logOn ?? null));
  return print(machine, json, () => machineLines(machine, paint()));
}

async function lookAtTarget(asked: Apart, target: string): Promise<Judged> {
  const { pid, log } = await findTarget(target);
  const answer = await asked.ask({ kind: "look", pid, engineLog: log });
  if (!("look" in answer)) throw new Error("the answer is no look");
  return judge({ pid, target, ...answer.look });
}

async function apart<T>(most: number, use: (asked: Apart) => Promise<T>): Promise<T> {
  const asked = new Apart(most);
  try {
    return await use(asked);
  } finally {
    asked.close();
  }
}

function print(found: { readonly level: Level }, json: boolean, lines: () => string[]): number {
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${lines().join("\n")}\n`);
  return EXIT_CODES[found.level];
}

const paint = () => paintFor(process.stdout.isTTY === true, process.env);
