import type { Harm } from "../results/schema.ts";
import { StartFailed } from "../runtimes/runtime.ts";
import type { Tools } from "../suite.ts";
import type { Case } from "./case.ts";
import type { CaseLife } from "./case-life.ts";

/** What a claim's body gets. @param told takes the harms that only the claim knows of */
export function toolsOf(one: Case, life: CaseLife, told: Harm[]): Tools {
  return {
    image: one.image,
    strategy: one.strategy.name,
    filesystem: one.filesystem.name,
    log: { text: (stream) => life.log.text(stream, life.stdio) },
    inflict: (fault) => life.inflict(fault),
    start: () => life.start(),
    startUnlessRefused: () => life.start().catch((error) => refusal(error, life)),
    harm: (harm, amount, text) => void told.push({ harm, amount, text }),
  };
}

function refusal(error: unknown, life: CaseLife): null {
  if (!(error instanceof StartFailed) || !error.isRefusal) throw error;
  life.refusal = { said: error.said.trim(), left: error.left };
  return null;
}
