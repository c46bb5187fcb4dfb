import { HARMS } from "../results/harm-names.ts";
import type { Inspection, Judged, Level, Risk } from "./inspection.ts";
import { risksOf } from "./risks/table.ts";

/** The worst first. */
export const LEVELS: readonly Level[] = ["at risk", "not known", "safe"];

/** The least safe of them; safe where there is none. */
export function worstLevel(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? "safe";
}

/**
 * What a script is told. What is not known is not 0, since whoever asks `fd012 inspect … &&` wants to go on only where all is well, and not 1,
 * so that an alarm can be for what is at risk alone.
 */
export const EXIT_CODES: Readonly<Record<Level, number>> = { safe: 0, "at risk": 1, "not known": 5 };

export function judge(inspection: Inspection): Judged {
  const risks = risksOf(inspection);
  const level = worstLevel(risks.map((risk) => risk.level));
  return {
    ...{ target: inspection.target, pid: inspection.pid, level, harms: harmsOf(risks, level) },
    ...{ program: inspection.program, streams: [...inspection.streams], risks },
  };
}

/** Those of the worst level, the worst first. */
function harmsOf(risks: readonly Risk[], level: Level): Judged["harms"] {
  const harms = risks.filter((risk) => risk.level === level).flatMap((risk) => risk.harms);
  return HARMS.filter((name) => harms.includes(name));
}
