import { Teardown } from "../host/teardown.ts";
import type { CaseResult } from "../results/schema.ts";
import { StartFailed } from "../runtimes/runtime.ts";
import type { FarReader } from "../strategies/strategy.ts";
import type { Log } from "../suite.ts";
import { Assertions } from "./assertions.ts";
import type { Case, Stage } from "./case.ts";
import { CaseLife } from "./case-life.ts";
import { checkAlways, isAlternative } from "./checks.ts";
import { outcomeOf } from "./outcome.ts";

/** Runs one case to its verdict. Never throws: what goes wrong in the suite itself is the verdict `error`. */
export async function runCase(one: Case, stage: Stage, name: string): Promise<CaseResult> {
  const began = performance.now();
  const done = (part: Part): CaseResult => ({
    ...one.plan,
    ...part,
    milliseconds: Math.round(performance.now() - began),
  });
  if (one.skip !== null) return done({ ...nothing, verdict: "skip", reason: one.skip });
  const teardown = new Teardown();
  const part = await observe(one, new CaseLife(one, stage, teardown, name));
  const problems = await teardown.run();
  if (stage.interrupted.aborted)
    return done({ ...nothing, verdict: "skip", reason: "interrupted before it ended" });
  if (problems.length === 0) return done(part);
  return done({ ...part, verdict: "error", reason: [part.reason, ...problems].filter(Boolean).join("; ") });
}

type Part = Pick<CaseResult, "verdict" | "reason" | "outcome" | "assertions" | "observation" | "repro">;

const nothing = { outcome: null, assertions: [], observation: null, repro: null } satisfies Partial<Part>;

async function observe(one: Case, life: CaseLife): Promise<Part> {
  const assertions = new Assertions(one.plan.id);
  let trouble: unknown = null;
  try {
    await life.prepare();
    await one.test.body(assertions.t, tools(one, life));
    if (life.observation && life.stdio) checkAlways(assertions.t, life.observation, life.stdio, one.test);
  } catch (error) {
    trouble = error;
  }
  const list = await assertions.end();
  // Of a pass too: by its outcome it may be worse than it was before.
  return {
    ...judge(trouble, life, list),
    assertions: list,
    observation: life.observation,
    repro: life.repro,
  };
}

function tools(one: Case, life: CaseLife) {
  const { log } = life;
  const both = ["stdout", "stderr"] as const;
  const caseLog: Log = {
    deleteOnServer: (stream) => {
      for (const each of stream ? [stream] : both) {
        life.recording.deletedOnServer(each);
        log.deleteOnServer(each);
      }
    },
    deleteThroughMount: async (stream) => {
      for (const each of stream ? [stream] : both) {
        life.recording.deletedThroughMount(each);
        await log.deleteThroughMount(each);
      }
    },
    text: (stream) => log.text(stream, life.stdio),
    faults: log.faults,
    fill: () => {
      life.recording.filled();
      log.fill();
    },
    stopServer: async () => {
      life.recording.stoppedServer();
      await log.stopServer();
    },
  };
  return {
    image: one.image,
    strategy: one.strategy.name,
    filesystem: one.filesystem.name,
    log: caseLog,
    reader: {
      close: async () => {
        life.recording.signalledReader("KILL");
        await readerOf(life).end();
      },
      stop: () => {
        life.recording.signalledReader("STOP");
        readerOf(life).stop();
      },
      goOn: () => {
        life.recording.signalledReader("CONT");
        readerOf(life).goOn();
      },
    },
    start: () => life.start(),
    startUnlessRefused: () => life.start().catch((error) => refusal(error, life)),
  };
}

function readerOf({ stdio }: CaseLife): FarReader {
  if (!stdio?.reader) throw new Error("the suite does not read PID 1's pipes in this wiring");
  return stdio.reader;
}

function refusal(error: unknown, life: CaseLife): null {
  if (!(error instanceof StartFailed) || !error.refused || error.said.trim() === "") throw error;
  life.refusal = error.said.trim();
  return null;
}

function judge(
  trouble: unknown,
  { observation, stdio, refusal }: CaseLife,
  assertions: CaseResult["assertions"],
): Pick<Part, "verdict" | "reason" | "outcome"> {
  const outcome =
    observation &&
    outcomeOf(observation, stdio && isAlternative(observation, stdio) ? stdio.alternative?.word : undefined);
  if (trouble instanceof StartFailed) {
    const said = trouble.said ? `; it said: ${trouble.said.trim()}` : "";
    return { verdict: "fail", reason: trouble.message + said, outcome: "start-failed" };
  }
  if (trouble)
    return {
      verdict: "error",
      reason: trouble instanceof Error ? trouble.message : String(trouble),
      outcome,
    };
  const failed = assertions.filter((assertion) => !assertion.ok);
  if (failed.length > 0)
    return { verdict: "fail", reason: failed.map(({ name }) => name).join("; "), outcome };
  if (refusal !== null && assertions.length > 0)
    return { verdict: "pass", reason: null, outcome: "start-failed" };
  // A verdict needs an observation, and at least one assertion that could have failed.
  if (!observation || !assertions.some((assertion) => assertion.skip === null)) {
    return { verdict: "error", reason: "the claim observed nothing", outcome };
  }
  return { verdict: "pass", reason: null, outcome };
}
