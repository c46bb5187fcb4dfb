import { HARMS } from "../results/harm-names.ts";
import type { Apart } from "./apart.ts";
import type { Found, FoundContainer } from "./found/found.ts";
import { pidOnes, unclaimed } from "./found/pid-ones.ts";
import { engineLists } from "./found/table.ts";
import type { Judged, Level, Machine, Unseen } from "./inspection.ts";
import { judge, LEVELS, worstLevel } from "./level.ts";
import { sourceNamed, whereLogsAre } from "./log-on.ts";

type Row = Judged | Unseen;

/** All containers of this machine. @param logOn the file system that is asked about; null for all. @throws UsageError `NO_MOUNT` */
export async function inspectMachine(apart: Apart, logOn: string | null): Promise<Machine> {
  const lists = await Promise.all(engineLists.map(({ engine }) => listOf(apart, engine)));
  const containers = claimedOnce(lists);
  const source =
    logOn === null
      ? null
      : sourceNamed(
          logOn,
          containers.map(({ pid }) => pid),
        );
  const rows = await Promise.all(containers.map((container) => rowOf(apart, container)));
  const kept = source === null ? rows : rows.flatMap((row) => concerning(row, source));
  const engines = lists.map(engineRow);
  return {
    level: worstLevel([...kept, ...engines].map(({ level }) => level)),
    ...{ logOn: source, elsewhere: rows.length - kept.length },
    containers: [...kept].sort(worstFirst),
    engines,
  };
}

async function listOf(apart: Apart, engine: string): Promise<Found> {
  try {
    const answer = await apart.ask({ kind: "list", engine });
    if ("found" in answer) return answer.found;
    throw new Error("the answer is no list");
  } catch (error) {
    return { engine, containers: [], problem: (error as Error).message, isIdle: false };
  }
}

/** Each process once, by the first engine that lists it; then whoever is PID 1 of a namespace and nobody's. */
function claimedOnce(lists: readonly Found[]): FoundContainer[] {
  const byPid = new Map<number, FoundContainer>();
  for (const container of lists.flatMap(({ containers }) => containers))
    if (!byPid.has(container.pid)) byPid.set(container.pid, container);
  for (const pid of pidOnes()) if (!byPid.has(pid)) byPid.set(pid, unclaimed(pid));
  return [...byPid.values()];
}

async function rowOf(apart: Apart, { pid, target, log }: FoundContainer): Promise<Row> {
  try {
    const answer = await apart.ask({ kind: "look", pid, engineLog: log });
    if ("look" in answer) return judge({ pid, target, ...answer.look });
    throw new Error("the answer is no look");
  } catch (error) {
    return { target, pid, level: "not known", harms: [], problem: (error as Error).message };
  }
}

/** None where its log is known to be elsewhere. Where it is not known where that is, nothing else that is known of it is an answer. */
function concerning(row: Row, source: string): Row[] {
  if ("problem" in row) return [row];
  const where = whereLogsAre(row.streams, source, row.pid);
  if (where === "elsewhere") return [];
  return [where === "on it" ? row : { ...row, level: "not known" }];
}

function engineRow({ engine, containers, problem, isIdle }: Found): Machine["engines"][number] {
  const level: Level = problem === null || isIdle ? "safe" : "not known";
  return { engine, level, containers: containers.length, problem };
}

function worstFirst(a: Row, b: Row): number {
  const harm = ({ harms }: Row) => (harms[0] === undefined ? HARMS.length : HARMS.indexOf(harms[0]));
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || harm(a) - harm(b) || a.target.localeCompare(b.target)
  );
}
