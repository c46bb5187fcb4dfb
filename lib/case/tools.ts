import type { Harm } from "../results/schema.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import type { FailedStart, Tools } from "../suite.ts";
import type { Case } from "./case.ts";
import type { CaseLife } from "./case-life.ts";

/** What only the claim knows of a case. */
export interface Told {
  readonly harms: Harm[];
  /** Words of the outcome. */
  readonly facts: string[];
}

/** What a claim's body gets. @param told takes what only the claim knows of */
export function toolsOf(one: Case, life: CaseLife, told: Told): Tools {
  return {
    image: one.image,
    strategy: one.strategy.name,
    filesystem: one.filesystem.name,
    log: {
      text: async (stream) => life.log.holds.text(stream, life.stdio),
      raw: () => life.log.holds.raw(),
      sizes: () => life.log.holds.sizes(),
      kept: (stream) => life.log.holds.kept(stream, life.stdio),
      unlinked: () => life.log.unlinked(),
      records: () => life.log.holds.records(life.stdio),
    },
    inflict: (fault, at) => life.inflict(fault, at),
    start: () => life.start(),
    instantly: (code, times) => life.instantly(code, times),
    startUnlessRefused: (before) => life.start(before).catch((error) => refusal(error, life)),
    startThatFails: () =>
      life.start().then(
        () => null,
        (error) => failedStart(error, life),
      ),
    changedOutside: () => life.changedOutside(),
    shown: () => life.shown(),
    harm: (harm, amount, text) => void told.harms.push({ harm, amount, text }),
    fact: (name, value) => void told.facts.push(wordsOf(name, value)),
  };
}

/** They are compared word by word, so that nothing of a container's may be in them. */
const WORDS = /^[a-z0-9][a-z0-9 -]{0,39}$/;

function wordsOf(name: string, value: string | number): string {
  const words = `${name} ${value}`;
  if (!WORDS.test(words)) throw new Error(`a fact is a few plain words, not ${JSON.stringify(words)}`);
  return words;
}

function failedStart(error: unknown, life: CaseLife): FailedStart {
  if (!(error instanceof StartFailed) || error.hangs) throw error;
  const said = error.said.trim();
  life.refusal = { said, left: error.left };
  return { status: error.status, said };
}

function refusal(error: unknown, life: CaseLife): null {
  if (!(error instanceof StartFailed) || !error.isRefusal) throw error;
  life.refusal = { said: error.said.trim(), left: error.left };
  return null;
}
